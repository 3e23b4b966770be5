namespace Examples.Tests.Support;

/// <summary>Tests that leave files, each in a folder of its own.</summary>
public abstract class InFolder : IDisposable
{
    private protected readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
