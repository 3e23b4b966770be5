using System.Collections.Concurrent;

using Examples.Shared.Comparison;
using Examples.Shared.Tracing;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>
/// A gallery of mistakes that are made when a program is ported: each is a change of a right twin, and must be found at
/// the tensor where it shows first, with a sentence that points at it.
/// </summary>
public sealed class PortTests
{
    private static readonly Catalog s_ports = new(typeof(PortTests).Assembly);
    private static readonly ConcurrentDictionary<(string Port, string Options), Side> s_right = [];

    [TwinTheory]
    [InlineData("regress")]
    [InlineData("classify")]
    [InlineData("my-port")]
    [InlineData("recall")]
    [InlineData("distil")]
    public void In_a_right_pair_no_tensor_parts(string port)
    {
        var (_, verdict, _) = Compare(port, twin => twin);
        Assert.Null(verdict.Parting);
        Assert.Equal([0, 1, 2, 3], verdict.Stages.Select(stage => stage.Step).Distinct());
        var kinds = Enum.GetValues<TensorKind>().Where(kind => kind != TensorKind.Buffer || port == "classify");
        Assert.All(kinds, kind => Assert.Contains(verdict.Stages, stage => stage.Kind == kind));
    }

    [TwinFact]
    public void Of_a_training_shorter_than_its_trace_all_steps_are_compared()
    {
        var (_, verdict, _) = Compare("regress", twin => twin, "--epochs 2");
        Assert.Null(verdict.Parting);
        Assert.Equal([0, 1, 2], verdict.Stages.Select(stage => stage.Step).Distinct());
    }

    [TwinTheory]
    [InlineData("regress", "data drawn in another order", "x = torch.randn(run.samples, 4)\ny = ", "noise = torch.randn(run.samples, 1)\nx = torch.randn(run.samples, 4)\ny = ", 0, TensorKind.Data, "x", "in which order")]
    [InlineData("regress", "targets scaled", "run.watch(\"y\", y)", "y = 2 * y\nrun.watch(\"y\", y)", 0, TensorKind.Data, "y", "y is 2 times as large")]
    [InlineData("regress", "inputs scaled", "model(x)", "model(x / 2)", 1, TensorKind.Input, "the model", "how they are scaled")]
    [InlineData(
        "regress", "layers made in another order",
        "hidden = nn.Linear(4, 4)\noutput = nn.Linear(4, 1)", "output = nn.Linear(4, 1)\nhidden = nn.Linear(4, 4)",
        0, TensorKind.Initial, "hidden.bias", "the order in which layers are made")]
    [InlineData("regress", "another initialization", "xavier_uniform_(hidden.weight)", "uniform_(hidden.weight)", 0, TensorKind.Initial, "hidden.weight", "how they are initialized")]
    [InlineData("regress", "another gain", "xavier_uniform_(hidden.weight)", "xavier_uniform_(hidden.weight, gain=2)", 0, TensorKind.Initial, "hidden.weight", "2 times as large")]
    [InlineData("regress", "no bias", "nn.Linear(4, 4)", "nn.Linear(4, 4, bias=False)", 0, TensorKind.Initial, "hidden.bias", "whether they have a bias")]
    [InlineData("regress", "a transposed matrix", "run.watch(model)", "hidden.weight.data = hidden.weight.data.T.contiguous()\nrun.watch(model)", 0, TensorKind.Initial, "hidden.weight", "transposed")]
    [InlineData("regress", "another size", "nn.Linear(4, 4)", "nn.Linear(4, 5)", 0, TensorKind.Initial, "hidden.weight", "(4, 4) in C# and (5, 4) in the other program", "nn.Linear(4, 1)", "nn.Linear(5, 1)")]
    [InlineData("regress", "float for double", "x = torch.randn(run.samples, 4)", "x = torch.randn(run.samples, 4).double()", 0, TensorKind.Data, "x", "float32 in C# and float64", "nn.init", "model.double()\nnn.init")]
    [InlineData("regress", "a model in double", "nn.init", "model.double()\nnn.init", 0, TensorKind.Initial, "hidden.weight", "float32 in C# and float64", "model(x), y", "model(x.double()), y.double()")]
    [InlineData("regress", "another slope", "LeakyReLU(0.1)", "LeakyReLU(0.01)", 1, TensorKind.Output, "leaky", "at its arguments")]
    [InlineData("regress", "another activation", "nn.LeakyReLU(0.1)", "nn.Tanh()", 1, TensorKind.Output, "leaky", "which function it is")]
    [InlineData("regress", "L1 for smooth L1", "SmoothL1Loss", "L1Loss", 1, TensorKind.Loss, "loss", "which loss it is")]
    [InlineData("regress", "sum for mean", "SmoothL1Loss()", "SmoothL1Loss(reduction='sum')", 1, TensorKind.Loss, "loss", "a sum in one and a mean in the other")]
    [InlineData("regress", "data that are not handed over", "run.watch(\"x\", x)\n", "", 0, TensorKind.Data, "x", "does not watch x")]
    [InlineData("regress", "inputs that change", "model(x)", "model(x + 0.1 * (epoch > 0))", 2, TensorKind.Input, "the model", "did not before")]
    [InlineData("regress", "a layer that changes", "    optimizer.step()\n", "    optimizer.step()\n    model.leaky.negative_slope = 0.2\n", 2, TensorKind.Output, "leaky", "did not before")]
    [InlineData("classify", "zero_grad missing", "    optimizer.zero_grad()\n", "", 2, TensorKind.Gradient, "fc2.bias", "zero_grad is missing")]
    [InlineData("regress", "no clipping", "    nn.utils.clip_grad_norm_(model.parameters(), 0.1)\n", "", 1, TensorKind.Gradient, "output.bias", "clipping")]
    [InlineData("regress", "learning rate in another place", "lr=run.lr, momentum=0.9", "lr=0.9, momentum=run.lr", 1, TensorKind.Parameter, "hidden.weight", "9 times as long")]
    [InlineData("regress", "learning rate off by a hundredth", "lr=run.lr", "lr=1.01 * run.lr", 1, TensorKind.Parameter, "hidden.weight", "1.01 times as long")]
    [InlineData("regress", "no weight decay", ", weight_decay=0.01", "", 1, TensorKind.Parameter, "hidden.weight", "weight decay")]
    [InlineData("regress", "no momentum", " momentum=0.9,", "", 2, TensorKind.Parameter, "hidden.weight", "the momentum")]
    [InlineData("regress", "a layer that is not trained", "SGD(model.parameters()", "SGD(output.parameters()", 1, TensorKind.Parameter, "hidden.weight", "was it given to the optimizer")]
    [InlineData("regress", "step() not called", "    optimizer.step()\n", "", 1, TensorKind.Parameter, "hidden.weight", "is step() called")]
    [InlineData("classify", "eval for train", "model.train()", "model.eval()", 1, TensorKind.Output, "norm", "at train() or eval()")]
    [InlineData("classify", "a dropout in eval", "model.train()", "model.dropout.eval()", 1, TensorKind.Output, "dropout", "in train() and the other in eval()")]
    [InlineData("classify", "another dropout", "nn.Dropout(0.5)", "nn.Dropout(0.2)", 1, TensorKind.Output, "dropout", "its rate")]
    [InlineData("classify", "softmax before the loss", "loss_function(logits, labels)", "loss_function(logits.softmax(dim=1), labels)", 1, TensorKind.Loss, "loss", "logits, probabilities or their logarithms")]
    [InlineData(
        "classify", "softmax as a layer",
        "        self.fc2 = nn.Linear(4, 3)\n", "        self.fc2 = nn.Linear(4, 3)\n        self.softmax = nn.Softmax(dim=1)\n",
        1, TensorKind.Output, "softmax", "look at the layers",
        "return self.fc2(self.dropout(hidden))", "return self.softmax(self.fc2(self.dropout(hidden)))")]
    [InlineData("classify", "detached", "self.dropout(hidden)", "self.dropout(hidden.detach())", 1, TensorKind.Gradient, "fc1.bias", "detached")]
    [InlineData("classify", "a layer that is frozen", "model.train()", "model.fc1.weight.requires_grad_(False)\nmodel.train()", 1, TensorKind.Gradient, "fc1.weight", "has no gradient of")]
    [InlineData(
        "classify", "part of the loss detached",
        "loss = loss_function(logits, labels)",
        "loss = loss_function(logits, labels)\n"
        + "    loss = loss + (logits - logits.detach()).square().sum() + (logits - logits.detach()).sum()",
        1, TensorKind.Gradient, "fc2.bias", "of which tensor backward")]
    [InlineData("classify", "another weight decay", "weight_decay=0.1", "weight_decay=0.01", 1, TensorKind.Parameter, "fc1.weight", "weight decay")]
    [InlineData("classify", "Adam for AdamW", "AdamW", "Adam", 1, TensorKind.Parameter, "fc1.weight", "which optimizer it is")]
    [InlineData("classify", "SGD for AdamW", "AdamW", "SGD", 1, TensorKind.Parameter, "fc1.weight", "which optimizer it is")]
    [InlineData("classify", "the learning rate stays", "    scheduler.step()\n", "", 2, TensorKind.Parameter, "fc1.weight", "Step 2 of all parameters is 2 times as long")]
    [InlineData("classify", "labels from other columns", "x[:, :3]", "x[:, 1:]", 0, TensorKind.Data, "labels", "The data differ")]
    [InlineData("classify", "another momentum of batch norm", "affine=False", "affine=False, momentum=0.2", 1, TensorKind.Buffer, "norm.runningmean", "the momentum of a batch norm")]
    [InlineData("classify", "a call before the model is handed over", "run.watch(model)", "model(x)\nrun.watch(model)", 0, TensorKind.Buffer, "norm.runningmean", "before the model was handed over")]
    [InlineData("classify", "a call without gradients while it trains", "    logits = model(x)\n", "    with torch.no_grad():\n        model(x)\n    logits = model(x)\n", 1, TensorKind.Output, "dropout", "its random numbers")]
    [InlineData("recall", "another second loss", "scale.log().mean()", "scale.log().sum()", 1, TensorKind.Loss, "width", "a sum in one and a mean in the other")]
    [InlineData("recall", "input and state swapped", "self.cell(hidden, state)", "self.cell(state, hidden)", 1, TensorKind.ModuleInput, "cell", "computed between the output of _memory[1] and _cell")]
    [InlineData("recall", "another state", "model(x, state)", "model(x, state / 2)", 1, TensorKind.Input, "the model[1]", "What goes into the model[1] differs")]
    [InlineData("recall", "a layer called once", "self.again(self.mix(self.cell(hidden, state)).tanh())", "self.mix(self.cell(hidden, state)).tanh()", 1, TensorKind.Output, "mix", "2× in this step, and the other program 1×")]
    [InlineData("recall", "another function between two calls of a layer", ".tanh()", ".sigmoid()", 1, TensorKind.ModuleInput, "mix", "computed between the output of _mix and _mix")]
    [InlineData("recall", "another function in a part that can't be seen", "return both[:, :1]", "return 2 * both[:, :1]", 1, TensorKind.Output, "head", "no Module<…>")]
    [InlineData("distil", "a teacher that stays as it is", "t.mul_(0.9).add_(s, alpha=0.1)", "pass", 1, TensorKind.Parameter, "teacher.embedding.weight", "how it is copied")]
    [InlineData("distil", "a teacher that follows fast", "t.mul_(0.9).add_(s, alpha=0.1)", "t.mul_(0.1).add_(s, alpha=0.9)", 1, TensorKind.Parameter, "teacher.embedding.weight", "how it is copied")]
    [InlineData("distil", "a target that changes", "    run.watch(\"goal\", goal)", "    goal = goal ** (1 + (epoch > 0))\n    run.watch(\"goal\", goal)", 2, TensorKind.Data, "goal", "did not before")]
    [InlineData("distil", "another entry of a dictionary that comes out", "hidden.square()", "hidden.abs()", 1, TensorKind.Output, "student[norm]", "at what it computes of them")]
    [InlineData("distil", "another entry of a dictionary that goes in", "student(batch)", "student({**batch, 'scale': 2 * batch['scale']})", 1, TensorKind.Input, "student", "What goes into student differs")]
    [InlineData("distil", "zero_grad at the end", "    optimizer.zero_grad()\n", "", 1, TensorKind.Gradient, "student.mix.bias", "before the loss is recorded", "    optimizer.step()\n", "    optimizer.step()\n    student.zero_grad()\n    temperature.grad.zero_()\n")]
    [InlineData("distil", "another temperature", "2.0, req", "1.5, req", 0, TensorKind.Initial, "temperature", "how they are initialized")]
    [InlineData("distil", "a temperature that is not optimized", ", temperature], lr", "], lr", 1, TensorKind.Parameter, "temperature", "was it given to the optimizer")]
    [InlineData("distil", "a temperature without a gradient", "2.0, requires_grad=True", "2.0", 0, TensorKind.Data, "temperature", "what is optimized requires a gradient", ", temperature], lr", "], lr")]
    [InlineData("distil", "a temperature with another gradient", "loss.backward()", "loss.backward()\n    temperature.grad.mul_(2)", 1, TensorKind.Gradient, "temperature", "detached")]
    [InlineData("distil", "weights that are not shared", "        self.head.weight = self.embedding.weight\n", "", 0, TensorKind.Initial, "student.head.weight", "as of a tied head")]
    public void Each_is_found_where_it_shows_first(
        string port, string mistake, string right, string wrong, int step, TensorKind kind, string name, string words,
        string alsoRight = "", string alsoWrong = "")
    {
        var (twin, verdict, _) = Compare(port, Mistaken);
        Assert.True(verdict.Parting is not null, $"{mistake} was not found in\n{twin}");
        var place = verdict.Parting.Place;
        Assert.Equal((step, kind, name), (place.Step, place.Kind, place.Name.Replace("_", "")));
        Assert.Contains(words, verdict.Parting.Meaning);

        string Mistaken(string text) => Replace(alsoRight.Length > 0 ? Replace(text, alsoRight, alsoWrong) : text, right, wrong);
    }

    /// <summary>In most ports it is the C# program that is wrong: so it is here where the two change places.</summary>
    [TwinTheory]
    [InlineData("regress", "run.watch(\"x\", x)\n", "", "WHO does not watch x.")]
    [InlineData("regress", "SmoothL1Loss()", "SmoothL1Loss(reduction='sum')", "The loss is 40 times as large in WHO, as many as there are outputs")]
    [InlineData("regress", "    optimizer.step()\n", "", "hidden.weight stays as it is in WHO:")]
    [InlineData("classify", "    optimizer.zero_grad()\n", "", "is the sum of all steps in WHO: zero_grad is missing there.")]
    [InlineData("distil", "    optimizer.step()\n", "    optimizer.step()\n    student.zero_grad()\n    temperature.grad.zero_()\n", "WHO has no gradients in this step")]
    public void Which_of_the_two_is_wrong_is_said(string port, string right, string wrong, string words)
    {
        var (_, verdict, exchanged) = Compare(port, twin => Replace(twin, right, wrong));
        Assert.Contains(words.Replace("WHO", "the other program"), verdict.Parting!.Meaning, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(words.Replace("WHO", "C#"), exchanged.Parting!.Meaning);
    }

    private static string Replace(string twin, string right, string wrong)
    {
        Assert.Contains(right, twin);
        return twin.Replace(right, wrong);
    }

    private static (string Twin, TraceVerdict Verdict, TraceVerdict Exchanged) Compare(
        string port, Func<string, string> change, string chosen = "")
    {
        var entry = s_ports.Find(port);
        var options = Example.Options(chosen).With(Settings.Trace, 3).With(Settings.Format, "none");
        var twin = change(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, entry.Info.Twin)));
        var other = LiveTwin.Run(entry.Info, options, twin);
        Assert.True(other is not null, $"The twin failed:\n{twin}");
        var right = s_right.GetOrAdd((port, chosen), _ => Right(entry, options));
        return (twin, Walk.Of(right, other, entry.Info.Precision, []), Walk.Of(other, right, entry.Info.Precision, []));
    }

    private static Side Right(Entry entry, RunOptions options)
    {
        using var folder = new TemporaryFolder();
        var chosen = options.With(Settings.Out, folder.Path);
        var outcome = Runner.Execute(entry, chosen, TextWriter.Null, null, TextWriter.Null, CancellationToken.None);
        Assert.Equal(ExitCode.Done, outcome.Exit);
        return Side.Read("C#", folder[entry.Info.Name], "");
    }
}
