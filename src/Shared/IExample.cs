namespace Examples.Shared;

/// <summary>
/// A program from the slides. The class carries an <see cref="ExampleAttribute"/>, by which it is found, and has a
/// twin of the same name in pytorch/ that prints the same bytes.
/// </summary>
public interface IExample
{
    /// <summary>Runs the example from data to report.</summary>
    void Run(Run run);
}
