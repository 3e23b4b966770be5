namespace Examples.Shared;

/// <summary>
/// An option of examples, said once: the command line and its help, the values that a run gets, run.json and the
/// arguments of the twin all read this. <see cref="Settings"/> has them all.
/// </summary>
/// <param name="name">On the command line, such as --epochs.</param>
/// <param name="valueName">What its value is called in the help, such as N.</param>
/// <param name="help">What it says.</param>
public abstract class Setting(string name, string valueName, string help)
{
    public string Name { get; } = name;

    public string ValueName { get; } = valueName;

    public string Help { get; } = help;

    /// <summary>Whether it decides what is computed, so that run.json keeps it.</summary>
    public bool IsOfComputation { get; init; } = true;

    /// <summary>Whether the twin takes it too: what decides what is computed, and what is said to be so.</summary>
    public bool IsOfTwin { get => IsOfComputation || field; init; }

    /// <summary>The values that a shell offers; empty where there are too many.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The value of an option that is given without one; null if it must have one.</summary>
    public string? ValueIfBare { get; init; }

    /// <summary>Its name in run.json.</summary>
    public string Key => Name.TrimStart('-');

    /// <summary>Whether an example has this option.</summary>
    public bool IsOf(ExampleAttribute info) => DefaultOf(info) is not null;

    /// <summary>What an example takes where nothing else is chosen; null if it does not have this option.</summary>
    public abstract object? DefaultOf(ExampleAttribute info);

    /// <summary>Reads a value from the command line.</summary>
    /// <exception cref="UsageException">The text is no value of this option.</exception>
    public abstract object Parse(string text);
}

/// <inheritdoc cref="Setting"/>
/// <param name="name">On the command line, such as --epochs.</param>
/// <param name="valueName">What its value is called in the help, such as N.</param>
/// <param name="help">What it says.</param>
/// <param name="rule">Which values it takes, as the end of a sentence.</param>
/// <param name="parse">Reads a value; null if the text is not one.</param>
/// <param name="default">What an example takes by default; null if it does not have this option.</param>
public sealed class Setting<T>(
    string name, string valueName, string help, string rule, Func<string, object?> parse, Func<ExampleAttribute, object?> @default)
    : Setting(name, valueName, help)
{
    public override object? DefaultOf(ExampleAttribute info) => @default(info);

    public override object Parse(string text) => parse(text) ?? throw new UsageException($"{Name} {rule}; '{text}' is not one.");
}
