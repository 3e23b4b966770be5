using System.CommandLine;

using Examples.Bench;
using Examples.Shared;

var rounds = new Argument<int>("ROUNDS") { Description = "how often each program is measured", DefaultValueFactory = _ => 5 };
var device = new Option<string>("--device") { Description = "cpu, cuda, cuda:N or mps", DefaultValueFactory = _ => "cpu" };
var only = new Option<string>("--only")
{
    Description = "measure the rows with this text in them or in their table's title; nothing is written",
    DefaultValueFactory = _ => "",
};
var quick = new Option<bool>("--quick") { Description = "see that everything runs, with few epochs; nothing is written" };
rounds.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
    {
        result.AddError("ROUNDS takes a whole number from 1 on.");
    }
});
var root = new RootCommand("Measures the bare training loop, the example and its twin in PyTorch, in turns, and writes bench/RESULTS.md.")
{
    rounds, device, only, quick,
};
root.SetAction(call => Benchmark.Run(call.GetValue(rounds), call.GetValue(device)!, call.GetValue(only)!, call.GetValue(quick)));

// What the bench starts beside the examples and their twins.
var example = new Argument<string>("NAME");
var samples = new Option<int>("--samples") { DefaultValueFactory = _ => 1000 };
var epochs = new Option<int>("--epochs") { DefaultValueFactory = _ => 1000 };
var logEvery = new Option<int>("--log-every") { DefaultValueFactory = _ => 10 };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1 };
var folder = new Option<string>("--out") { DefaultValueFactory = _ => "out" };
var bare = new Command(BareLoop.Command, "trains linear or quadratic without the project's code")
{
    example, samples, epochs, logEvery, device, threads, folder,
};
bare.Hidden = true;
bare.SetAction(call => BareLoop.Run(
    call.GetValue(example)!,
    call.GetValue(samples),
    call.GetValue(epochs),
    call.GetValue(logEvery),
    call.GetValue(device)!,
    call.GetValue(threads),
    call.GetValue(folder)!));
root.Subcommands.Add(bare);

try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is UsageException or RunException)
{
    Console.Error.WriteLine(e.Message);
    return e is UsageException ? ExitCode.Usage : ExitCode.Failed;
}
