using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Examples;

/// <summary>The help of a command; that of an example also says what to expect, and has a call to try.</summary>
/// <param name="catalog">The examples.</param>
/// <param name="usual">The library's help.</param>
internal sealed class ExampleHelp(Catalog catalog, HelpAction usual) : SynchronousCommandLineAction
{
    // In fewer columns the library's help has no end.
    private const int Narrowest = 20;

    /// <summary>Who asks for help gets it, whatever else is wrong in the call.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = InvokeUsual(parseResult);
        if (catalog.Entries.FirstOrDefault(entry => entry.Info.Name == parseResult.CommandResult.Command.Name) is { } entry)
        {
            Console.WriteLine(entry.Description);
            Console.WriteLine($"\nExample:\n  dotnet run --project src/Examples -- {entry.Info.Name}{Options(entry.Info)}");
        }

        return result;
    }

    /// <summary>
    /// The library's help, which shows every value as one that an option must have: one that may be left out is put into
    /// brackets.
    /// </summary>
    private int InvokeUsual(ParseResult call)
    {
        var output = call.InvocationConfiguration.Output;
        using var help = new StringWriter();
        call.InvocationConfiguration.Output = help;
        usual.MaxWidth = usual.MaxWidth is > 0 and < Narrowest ? Narrowest : usual.MaxWidth;
        var result = usual.Invoke(call);
        call.InvocationConfiguration.Output = output;
        var options = call.CommandResult.Command.Options;
        foreach (var option in options.Where(option => option is { HelpName: not null, Arity.MinimumNumberOfValues: 0 }))
        {
            help.GetStringBuilder().Replace($"{option.Name} <{option.HelpName}>", $"{option.Name} [{option.HelpName}]");
        }

        output.Write(help);
        return result;
    }

    /// <summary>Two options that the example has, with other values than its defaults.</summary>
    private static string Options(ExampleAttribute info) =>
        (info.Epochs > 0 ? $" --epochs {2 * info.Epochs}" : "") + (info.Random ? " --seed 1" : "");
}
