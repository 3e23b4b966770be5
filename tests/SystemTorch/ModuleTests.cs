using Examples.Shared;
using Examples.Tests.Support;

using TorchSharp;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>Modules start, learn and are named as in PyTorch.</summary>
public sealed class ModuleTests
{
    [Theory]
    [InlineData(1, 1, true, ScalarType.Float32, 0)]
    [InlineData(4, 3, false, ScalarType.Float32, 1)]
    [InlineData(7, 5, true, ScalarType.Float64, 2)]
    [InlineData(100, 30, true, ScalarType.Float32, 3)]
    public void Linear_starts_as_in_PyTorch(long inputs, long outputs, bool bias, ScalarType type, long seed)
    {
        manual_seed(seed);
        using var model = nn.Linear(inputs, outputs, bias, dtype: type);
        PyTorch.Same($"""
            torch.manual_seed({seed})
            result = list(nn.Linear({inputs}, {outputs}, bias={(bias ? "True" : "False")}, dtype=torch.{PyTorch.Name(type)}).parameters())
            """, model.parameters());
        Assert.Equal(bias, model.bias is not null);
        Assert.Equal(bias ? ["weight", "bias"] : ["weight"], model.named_parameters().Select(p => p.name));
        Assert.All(model.parameters(), p => Assert.True(p.requires_grad));
    }

    [Fact]
    public void Parameters_of_nested_modules_have_PyTorchs_names_and_order()
    {
        using var model = nn.Sequential(
            ("first", nn.Linear(2, 3)),
            ("rest", nn.Sequential(nn.ReLU(), nn.Linear(3, 2), nn.Sigmoid(), nn.Linear(2, 1))));
        Assert.Equal(
            ["first.weight", "first.bias", "rest.1.weight", "rest.1.bias", "rest.3.weight", "rest.3.bias"],
            model.named_parameters().Select(p => p.name));
        Assert.Equal(["first", "rest"], model.named_children().Select(c => c.name));
        Assert.Equal(["0", "1", "2", "3"], model.named_children().Last().module.named_children().Select(c => c.name));
        Assert.Empty(model.parameters(recurse: false));
    }

    [Fact]
    public void A_module_of_ones_own_finds_its_parameters_and_modules()
    {
        using var model = new Scaled();
        Assert.Equal(nameof(Scaled), model.GetName());
        Assert.Equal(["scale", "linear.weight", "linear.bias"], model.named_parameters().Select(p => p.name).OrderByDescending(name => name == "scale"));
        Assert.Equal(6, model.call(ones(1, 2)).item<float>());
    }

    [Theory]
    [InlineData("nn.L1Loss()", 0.1, 0, 0)]
    [InlineData("nn.MSELoss()", 0.05, 0.9, 0)]
    [InlineData("nn.MSELoss(reduction='sum')", 0.001, 0, 0.1)]
    [InlineData("nn.BCEWithLogitsLoss()", 0.5, 0.5, 0.01)]
    [InlineData("nn.L1Loss()", 0, 0, 0)]
    public void Training_takes_the_same_steps(string loss, double learningRate, double momentum, double weightDecay)
    {
        manual_seed(5);
        using var scope = NewDisposeScope();
        var (x, y) = (randn(20, 3), rand(20, 2));
        using var model = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 2));
        using nn.Module<Tensor, Tensor, Tensor> lossFunction = loss switch
        {
            "nn.L1Loss()" => nn.L1Loss(),
            "nn.MSELoss()" => nn.MSELoss(),
            "nn.MSELoss(reduction='sum')" => nn.MSELoss(nn.Reduction.Sum),
            _ => nn.BCEWithLogitsLoss(),
        };
        using var optimizer = optim.SGD(model.parameters(), learningRate, momentum: momentum, weight_decay: weightDecay);
        var losses = new List<Tensor>();
        for (var epoch = 0; epoch < 25; epoch++)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var output = lossFunction.call(model.call(x), y);
            output.backward();
            optimizer.step();
            losses.Add(output.detach().MoveToOuterDisposeScope());
        }

        PyTorch.Same($"""
            torch.manual_seed(5)
            x, y = torch.randn(20, 3), torch.rand(20, 2)
            model = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 2))
            loss_function = {loss}
            optimizer = torch.optim.SGD(model.parameters(), lr={learningRate}, momentum={momentum}, weight_decay={weightDecay})
            losses = []
            for epoch in range(25):
                optimizer.zero_grad()
                output = loss_function(model(x), y)
                output.backward()
                optimizer.step()
                losses.append(output.detach())
            result = [*model.parameters(), *(p.grad for p in model.parameters()), *losses]
            """, [.. model.parameters(), .. model.parameters().Select(p => p.grad!), .. losses]);
        Assert.Equal(learningRate == 0, losses[0].Numbers()[0] == losses[^1].Numbers()[0]);
    }

    [Fact]
    public void An_optimizer_leaves_parameters_without_gradient_as_they_are()
    {
        using var used = nn.Parameter(ones(2));
        using var unused = nn.Parameter(ones(2));
        using var optimizer = optim.SGD([used, unused], 0.5, weight_decay: 0.1);
        optimizer.zero_grad();
        optimizer.step();
        (used * 2).sum().backward();
        optimizer.step();
        Assert.Equal([1.0, 1.0], unused.Numbers());
        Assert.Equal(1 - (0.5 * 2.1), used.Numbers()[0], 1e-6);
    }

    [Fact]
    public void An_optimizer_does_not_step_by_gradients_that_were_set_to_zero()
    {
        using var parameter = nn.Parameter(ones(2));
        using var optimizer = optim.SGD([parameter], 0.5);
        parameter.sum().backward();
        optimizer.zero_grad();
        optimizer.step();
        Assert.Equal([1.0, 1.0], parameter.Numbers());
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0.1, -1, 0)]
    [InlineData(0.1, 0, -1)]
    public void An_optimizer_refuses_what_PyTorchs_refuses(double learningRate, double momentum, double weightDecay)
    {
        using var parameter = nn.Parameter(ones(2));
        Assert.Throws<ArgumentException>(() => optim.SGD([parameter], learningRate, momentum: momentum, weight_decay: weightDecay));
    }

    [Fact]
    public void A_module_that_moves_to_its_own_device_keeps_its_parameters_and_gradients_go_on()
    {
        using var model = nn.Linear(2, 1);
        var before = model.parameters().ToArray();
        var values = before.Select(p => p.Numbers()).ToArray();
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        Assert.Same(model, model.to(CPU));
        Assert.Equal(values, model.parameters().Select(p => p.Numbers()));
        Assert.All(model.parameters().Zip(before), pair => Assert.Same(pair.Second, pair.First));
        model.call(ones(1, 2)).sum().backward();
        optimizer.step();
        Assert.Equal(values[1][0] - 0.1, model.bias!.Numbers()[0], 1e-6);
    }

    [Fact]
    public void A_disposed_module_has_disposed_its_parameters()
    {
        var model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1));
        var parameters = model.parameters().ToArray();
        model.Dispose();
        Assert.Equal(4, parameters.Length);
        Assert.All(parameters, p => Assert.True(p.IsInvalid));
    }

    [Fact]
    public void Parameters_outlive_the_scope_they_were_created_in()
    {
        nn.Module<Tensor, Tensor> model;
        using (NewDisposeScope())
        {
            model = nn.Sequential(nn.Linear(2, 2), nn.ReLU());
        }

        Assert.Equal([3L, 2L], model.call(ones(3, 2)).shape);
        model.Dispose();
    }

    [Fact]
    public void Velocities_outlive_the_scope_of_a_step()
    {
        using var parameter = nn.Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], 1, momentum: 0.5);
        for (var i = 0; i < 3; i++)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            parameter.sum().backward();
            optimizer.step();
        }

        Assert.Equal(-(1 + 1.5 + 1.75), parameter.Numbers()[0], 1e-6);
    }

    [Fact]
    public void A_parameter_takes_over_its_tensor()
    {
        var data = ones(2);
        using var frozen = nn.Parameter(data, requires_grad: false);
        Assert.True(data.IsInvalid);
        Assert.False(frozen.requires_grad);
        Assert.Equal([1.0, 1.0], frozen.Numbers());
    }

    private sealed class Scaled : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter scale = nn.Parameter(full([1], 2f));
        private readonly Linear linear = nn.Linear(2, 1);

        public Scaled()
            : base(nameof(Scaled))
        {
            nn.init.ones_(linear.weight);
            nn.init.ones_(linear.bias!);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => scale * linear.call(input);
    }
}
