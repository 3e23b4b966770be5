using System.IO.Compression;

using Examples.Shared.Tracing;
using Examples.Tests.Support;

using TorchSharp.Modules;

namespace Examples.Tests.Shared;

/// <summary>What a trace keeps, beyond what the ports of <see cref="PortTests"/> show.</summary>
public sealed class TracerTests : InFolder
{
    /// <summary>As for a figure; where a program fails, it is of the step that has no loss.</summary>
    [Theory]
    [InlineData(false, 0, 1)]
    [InlineData(true, 0, 1, 2)]
    public void What_a_model_computes_after_the_last_step_is_left_out_unless_the_program_fails(bool failed, params int[] steps)
    {
        using var model = nn.Linear(1, 1);
        var tracer = new Tracer(3);
        tracer.Watch("", model);
        tracer.Step("loss", model.call(ones(1, 1)));
        model.call(ones(1, 1));
        tracer.Write(_folder["trace.pth"], failed);
        Assert.Equal(steps, TraceFile.Read(_folder["trace.pth"]).Select(traced => traced.Place.Step).Distinct());
    }

    /// <summary>As where a replay buffer fills first.</summary>
    [Fact]
    public void Losses_before_a_model_is_trained_are_no_steps()
    {
        using var model = nn.Linear(1, 1);
        var tracer = new Tracer(2);
        tracer.Watch("", model);
        for (var epoch = 0; epoch < 6; epoch++)
        {
            tracer.Step("loss", epoch < 3 ? zeros(1) : model.call(ones(1, 1)));
        }

        Assert.Equal([4, 5], Written(tracer, TensorKind.Loss).Select(place => place.Step));
        Assert.Equal([4, 5], Written(tracer, TensorKind.Output).Select(place => place.Step));
    }

    [Fact]
    public void What_is_watched_within_the_loop_is_of_its_step_the_first_time_too()
    {
        var tracer = new Tracer(3);
        tracer.Watch("data", ones(1));
        tracer.Watch("both", ones(1));
        for (var epoch = 0; epoch < 3; epoch++)
        {
            tracer.Watch("both", ones(1));
            tracer.Watch("within", ones(1));
            tracer.Step("loss", ones(1));
        }

        var steps = Written(tracer).ToLookup(place => place.Name, place => place.Step);
        Assert.Equal([0], steps["data"]);
        Assert.Equal([0, 1, 2, 3], steps["both"]);
        Assert.Equal([1, 2, 3], steps["within"]);
    }

    /// <summary>As a target network that follows once the loss was recorded: what it has become shows before that of the next.</summary>
    [Fact]
    public void A_model_that_was_copied_since_the_last_step_is_kept_before_the_next()
    {
        using var model = nn.Linear(1, 1);
        using var target = nn.Linear(1, 1);
        var tracer = new Tracer(2);
        tracer.Watch("model", model);
        tracer.Watch("target", target);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            tracer.Step("loss", model.call(ones(1, 1)));
            using var noGrad = no_grad();
            target.weight!.add_(1);
        }

        var places = Written(tracer).Select(place => (place.Step, place.Kind, place.Name)).ToList();
        Assert.InRange(places.IndexOf((2, TensorKind.Parameter, "target.weight")), 0, places.IndexOf((2, TensorKind.Output, "model")));
    }

    [Fact]
    public void Tensors_of_one_call_have_names_of_their_own_which_count_what_is_none()
    {
        using var model = new Pair();
        var tracer = new Tracer(1);
        tracer.Watch("", model);
        tracer.Step("loss", model.call(ones(1, 1), null, ones(1, 1)).First);
        Assert.Equal(
            ["Input the model", "Input the model[2]", "Output the model", "Output the model[1]"],
            Written(tracer, TensorKind.Input, TensorKind.Output).Select(place => $"{place.Kind} {place.Name}"));
    }

    /// <summary>
    /// So that what is computed between two modules shows before the second does; also where nothing is, as it may be in
    /// the other program.
    /// </summary>
    [Fact]
    public void What_goes_into_a_module_is_kept()
    {
        using var model = new Chain();
        var tracer = new Tracer(1);
        tracer.Watch("", model);
        tracer.Step("loss", model.call(ones(1, 2)).sum());
        Assert.Equal(
            [
                "Input the model",
                "ModuleInput first",
                "Output first",
                "ModuleInput second",
                "Output second",
                "ModuleInput third",
                "Output third",
                "Output the model",
            ],
            Written(tracer, TensorKind.Input, TensorKind.ModuleInput, TensorKind.Output).Select(place => $"{place.Kind} {place.Name}"));
    }

    /// <summary>
    /// As a critic, which runs in its own steps and in those of the generator: once it is kept no more, the loss of its
    /// next step is not another of the generator's last.
    /// </summary>
    [Fact]
    public void Losses_of_a_model_that_is_kept_no_more_belong_to_no_step()
    {
        using var critic = nn.Linear(1, 1);
        using var generator = nn.Linear(1, 1);
        var tracer = new Tracer(2);
        tracer.Watch("critic", critic);
        tracer.Watch("generator", generator);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            tracer.Step("of critic", critic.call(ones(1, 1)));
            tracer.Step("of generator", critic.call(generator.call(ones(1, 1))));
        }

        Assert.Equal(
            [(1, "of critic"), (1, "of generator"), (2, "of generator")],
            Written(tracer, TensorKind.Loss).Select(place => (place.Step, place.Name)));
    }

    /// <summary>As in the backward pass; what follows a trained model comes after it.</summary>
    [Fact]
    public void Of_several_models_the_one_called_last_comes_first()
    {
        using var average = nn.Linear(1, 1);
        using var encoder = nn.Linear(1, 1);
        using var head = nn.Linear(1, 1);
        var tracer = new Tracer(1);
        tracer.Watch("average", average);
        tracer.Watch("encoder", encoder);
        tracer.Watch("head", head);
        var loss = head.call(encoder.call(ones(1, 1))).sum();
        loss.backward();
        using (no_grad())
        {
            average.weight!.add_(1);
        }

        tracer.Step("loss", loss);
        Assert.Equal(
            ["head.bias", "head.weight", "encoder.bias", "encoder.weight"],
            Written(tracer, TensorKind.Gradient).Select(place => place.Name));
        Assert.Equal("average.bias", Written(tracer, TensorKind.Parameter)[^1].Name);
    }

    [Fact]
    public void What_is_optimized_itself_is_a_parameter_until_it_is_disposed_of()
    {
        var tracer = new Tracer(3);
        using (var image = ones(1).requires_grad_())
        {
            tracer.Watch("image", image);
            var loss = image.square().sum();
            loss.backward();
            tracer.Watch("image", image);
            tracer.Step("loss", loss);
            tracer.Step("of another part", loss);
        }

        tracer.Step("loss", ones(1));
        Assert.Equal(
            [TensorKind.Initial, TensorKind.Loss, TensorKind.Loss, TensorKind.Gradient, TensorKind.Parameter],
            Written(tracer).Select(place => place.Kind));
    }

    [Fact]
    public void A_sparse_gradient_is_kept_as_a_dense_one()
    {
        using var model = nn.Embedding(3, 2, sparse: true);
        var tracer = new Tracer(1);
        tracer.Watch("", model);
        var loss = model.call(tensor(new long[] { 1 })).sum();
        loss.backward();
        tracer.Step("loss", loss);
        tracer.Write(_folder["trace.pth"]);
        var gradient = Assert.Single(TraceFile.Read(_folder["trace.pth"]), traced => traced.Place.Kind == TensorKind.Gradient);
        Assert.Equal([0, 0, 1, 1, 0, 0], gradient.Values);
    }

    [Fact]
    public void Of_complex_numbers_both_parts_are_kept()
    {
        var tracer = new Tracer(1);
        tracer.Watch("spectrum", complex(tensor([1f, 3f]), tensor([2f, -4f])).conj());
        tracer.Write(_folder["trace.pth"]);
        var spectrum = Assert.Single(TraceFile.Read(_folder["trace.pth"]));
        Assert.Equal([2, 2], spectrum.Shape);
        Assert.Equal([1, -2, 3, 4], spectrum.Values);
    }

    /// <summary>As of a layer that works on a spectrum.</summary>
    [Fact]
    public void Complex_parameters_are_kept_as_others()
    {
        using var model = new Spectral();
        var spectrum = complex(ones(2), ones(2)).requires_grad_();
        var tracer = new Tracer(2);
        tracer.Watch("", model);
        tracer.Watch("spectrum", spectrum);
        for (var step = 0; step < 2; step++)
        {
            var loss = model.call(spectrum).sum();
            loss.backward();
            tracer.Step("loss", loss);
        }

        var places = Written(tracer, TensorKind.Gradient);
        Assert.Equal([(1, "Weights"), (1, "spectrum"), (2, "Weights"), (2, "spectrum")], places.Select(p => (p.Step, p.Name)).Order());
    }

    [Fact]
    public void Of_very_large_data_what_comes_first_is_kept()
    {
        var tracer = new Tracer(3);
        tracer.Watch("much", zeros(1 << 24, ScalarType.Byte));
        tracer.Watch("more", ones(1));
        tracer.Write(_folder["trace.pth"]);
        using var archive = ZipFile.OpenRead(_folder["trace.pth"]);
        Assert.Single(archive.Entries, entry => entry.FullName.Contains("/data/"));
    }

    /// <summary>Where the tensors stand that were kept, or those of some kinds.</summary>
    private Place[] Written(Tracer tracer, params TensorKind[] kinds)
    {
        tracer.Write(_folder["trace.pth"]);
        var places = TraceFile.Read(_folder["trace.pth"]).Select(traced => traced.Place);
        return [.. places.Where(place => kinds is [] || kinds.Contains(place.Kind))];
    }

    private sealed class Chain : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first = nn.Linear(2, 2);
        private readonly Linear second = nn.Linear(2, 2);
        private readonly Linear third = nn.Linear(2, 2);

        public Chain()
            : base(nameof(Chain)) => RegisterComponents();

        public override Tensor forward(Tensor x) => third.call(2 * second.call(first.call(x)));
    }

    private sealed class Pair() : nn.Module<Tensor, Tensor?, Tensor, (Tensor First, Tensor Second)>(nameof(Pair))
    {
        public override (Tensor First, Tensor Second) forward(Tensor x, Tensor? mask, Tensor y) => (x.detach().requires_grad_() + y, x - y);
    }

    private sealed class Spectral : nn.Module<Tensor, Tensor>
    {
        public readonly Parameter Weights = new(complex(ones(2), zeros(2)));

        public Spectral()
            : base(nameof(Spectral)) => RegisterComponents();

        public override Tensor forward(Tensor spectrum) => (Weights * spectrum).abs();
    }
}
