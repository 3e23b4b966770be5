using System.Text.RegularExpressions;

using TorchSharp.Modules;
using TorchSharp.PyBridge;

using static TorchSharp.torch.optim;

namespace Examples.Tests;

/// <summary>
/// docs/porting.md is true of the TorchSharp in use: each row of its tables has a probe here by the first code in it, and
/// each probe a row.
/// </summary>
public sealed partial class PortingGuideTests
{
    // What ends the process can't be probed in it, nor what memory holds or another version of PyTorch does.
    private static readonly string[] s_notProbed =
    [
        "x.matmul(w)", "autograd.grad(y, x, create_graph=True)", "nn.GroupNorm(2, 6)", "Categorical(logits=l).sample()",
        "optim.NAdam(p)", "nn.RReLU()", "memory is freed with the last reference",
    ];

    private static readonly Dictionary<string, Action> s_probes = new()
    {
        // Tensors
        ["torch.tensor(0.5)"] = () =>
        {
            AreOfTypes([tensor(0.5f), tensor([1L, 2L]), tensor(0.5), tensor(1)], [float32, int64, float64, int32]);
            AreOfTypes([ones(1) * tensor([0.5])], [float64]);
            Throws(() => nn.functional.cross_entropy(X, tensor([1, 0])));
        },
        ["torch.tensor([[1., 2.], [3., 4.]])"] = () => IsSame([3, 4], tensor(new float[,] { { 1, 2 }, { 3, 4 } })[1]),
        ["torch.full((2,), True)"] = () => AreOfTypes([full(2, true, @bool), full(2, true)], [@bool, int64]),
        ["total = 0.0"] = () =>
        {
            Tensor total = 0f;
            AreOfTypes([total + tensor(1f)], [float32]);
        },
        ["torch.relu(x)"] = () =>
        {
            Assert.Empty(typeof(torch).GetMember("relu"));
            IsSame(X.relu(), nn.functional.relu(X));
        },
        ["x @ w"] = () =>
        {
            IsSame([5, 11], X.mv(tensor([1f, 2])));
            IsSame(X.mm(X), X.matmul(X));
            IsSame(X.mm(X), X.to_sparse().mm(X));
            IsSame(X.mm(X), X.unsqueeze(0).bmm(X.unsqueeze(0))[0]);
        },
        ["x[:, 0]"] = () =>
        {
            IsSame([1, 3], X[.., 0]);
            IsSame([3, 4], X[1..].flatten());
            IsSame([1, 3], X[.., ..^1].flatten());
            IsSame([1, 2], X[TensorIndex.Slice(step: 2)].flatten());
        },
        ["x[:, None]"] = () =>
        {
            Assert.Equal([2, 1, 2], X[.., TensorIndex.Null].shape);
            IsSame([1, 3], X[TensorIndex.Ellipsis, 0]);
            IsSame(X[.., 1].unsqueeze(1), X[.., ^1..]);
        },
        ["x[[0, 2]]"] = () =>
        {
            IsSame([3, 4, 1, 2], X[tensor([1L, 0L])].flatten());
            IsSame([2, 4], X.index_select(1, tensor([1L])).flatten());
        },
        ["x[rows, 0] = 1"] = () =>
        {
            var x = X;
            x[tensor([0L, 1L]), 0] = 1f;
            IsSame([1, 1], x[.., 0]);
            Throws(() => x[tensor([0L, 1L]), 0] = 1);
        },
        ["x.mean(0)"] = () =>
        {
            IsSame([2, 3], X.mean([0]));
            IsSame([2.5f], X.mean([0, 1]));
        },
        ["values, indices = x.max(dim=1)"] = () =>
        {
            var (values, indexes) = X.max(1);
            IsSame([2, 4], values);
            IsSame(indexes.flatten(), X.topk(1).indexes.flatten());
        },
        ["values, indices = x.sort()"] = () =>
        {
            var (values, indices) = X.sort();
            IsSame(values, X.sort().Values);
            IsSame(indices, X.sort().Indices);
        },
        ["x ** 2"] = () =>
        {
            IsSame([1, 4, 9, 16], X.pow(2).flatten());
            IsSame([2, 4, 8, 16], pow(2f, X).flatten());
            IsSame(tensor([-2L, 1L]), tensor([-3L, 3L]).floor_divide(2));
        },
        ["x.float()"] = () => AreOfTypes([X.to(float32), X.to(int64)], [float32, int64]),
        ["x.roll((1, 2), dims=(1, 2))"] = () => IsSame([4, 3, 2, 1], X.roll([1, 1], [0, 1]).flatten()),
        ["x.scatter(1, i, 1.0)"] = () =>
        {
            var i = tensor([0L, 1L]).unsqueeze(1);
            IsSame([1, 2, 3, 1], X.scatter(1, i, ones_like(X)).flatten());
            Throws(() => X.scatter(1, i, 1f));
        },
        ["x.index_add(0, i, y)"] = () =>
        {
            IsSame([2, 4, 3, 4], X.index_add(0, tensor([0L]), X[..1], 1).flatten());
            IsSame([1.5f, 2.5f, 3.5f, 4.5f], X.lerp_(X + 1, tensor(0.5f)).flatten());
        },
        ["x.norm(p=1)"] = () =>
        {
            IsSame([10], X.norm(1f));
            IsSame([MathF.Sqrt(5), 5], X.norm(1));
            IsSame([MathF.Sqrt(30)], linalg.vector_norm(X, 2, [0, 1]));
        },
        ["torch.meshgrid(a, b, indexing=\"xy\")"] = () => Assert.Equal([2, 3], meshgrid([arange(3), arange(2)], "xy")[0].shape),
        ["x.fill_diagonal_(0)"] = () =>
        {
            var x = X;
            x.diagonal().fill_(0);
            IsSame([0, 2, 3, 0], x);
            IsSame([1, 1], nn.functional.cosine_similarity(X, 2 * X));
            HasNo(typeof(Tensor), "fill_diagonal_");
        },
        ["torch.tensordot(x, y)"] = () =>
        {
            IsSame(X.pow(2).sum(), tensordot(X, X, [0, 1], [0, 1]));
            Throws(() => tensordot(X, X));
        },
        ["torch.linalg.matrix_power(x, 3)"] = () =>
        {
            IsSame(X.mm(X).mm(X), matrix_power(X, 3));
            IsSame([6, 0, 0], real(fft.fft_(tensor([2f, 2, 2]))));
            IsSame([2, 4], kthvalue(X, 2, -1).Item1);
        },
        ["F.pad(x, (1, 2))"] = () =>
        {
            Assert.Equal([2, 5], nn.functional.pad(X, [1, 2]).shape);
            Assert.Equal([1, 6], nn.functional.one_hot(tensor([1L]), 6).shape);
        },
        ["loss.item()"] = () => Assert.Equal(1, X[0, 0].item<float>()),
        ["x.tolist()"] = () =>
        {
            Assert.Equal([1, 3, 2, 4], X.T.cpu().contiguous().data<float>().ToArray());
            Assert.Equal([1, 3, 2, 4], X.T.Numbers());
        },

        // Modules
        ["model(x)"] = () => IsSame([0], nn.MSELoss().call(nn.Identity().call(X), X)),
        ["class Net(nn.Module)"] = () => Assert.Equal(["w", "linear.weight", "linear.bias"], new Net().named_parameters().Select(p => p.name)),
        ["self.register_buffer(\"mask\", mask)"] = () => Assert.Equal(["mask"], new Net().named_buffers().Select(b => b.name)),
        ["nn.ModuleList([…])"] = () => Assert.Equal(
            (0, 4), (nn.ModuleList(nn.Linear(1, 2), nn.Linear(2, 1)).parameters().Count(), new Layered().parameters().Count())),
        ["nn.ModuleDict({…})"] = () => Assert.Equal(["parts.a.weight", "parts.b.weight"], new Parted().named_parameters().Select(p => p.name)),
        ["isinstance(m, nn.Conv2d)"] = () =>
        {
            nn.Module module = nn.Conv2d(1, 1, 1);
            Assert.True(module is Conv2d { weight: not null });
            Assert.Equal("Conv2d", module.GetType().Name);
        },
        ["mode=\"bilinear\""] = () =>
        {
            Assert.Equal([1, 1, 4, 4], nn.Upsample([4, 4], mode: UpsampleMode.Bilinear).call(X.reshape(1, 1, 2, 2)).shape);
            using var layer = nn.Conv2d(1, 1, 3, padding: Padding.Same, padding_mode: PaddingModes.Reflect);
            Assert.Equal([1, 1, 2, 2], layer.call(X.reshape(1, 1, 2, 2)).shape);
            nn.init.kaiming_normal_(layer.weight, mode: nn.init.FanInOut.FanOut);
        },
        ["nn.Linear(3, 4, bias=False)"] = () =>
        {
            Assert.Null(nn.Linear(3, 4, hasBias: false).bias);
            Assert.Null(nn.Conv2d(1, 2, 3, bias: false).bias);
        },
        ["nn.RNN(4, 3, nonlinearity=\"relu\")"] = () =>
            IsTrue(nn.RNN(2, 3, nonLinearity: nn.NonLinearities.ReLU).call(X.unsqueeze(0)).Item1.ge(0).all()),
        ["output, (h, c) = lstm(x, (h0, c0))"] = () =>
        {
            var (output, h, c) = nn.LSTM(2, 3).call(X.unsqueeze(0), (zeros(1, 2, 3), zeros(1, 2, 3)));
            IsSame(output, h);
            Assert.Equal(h.shape, c.shape);
        },
        ["h = nn.GRUCell(4, 3)(x)"] = () =>
        {
            Assert.Equal([2, 3], nn.GRUCell(2, 3).call(X, zeros(2, 3)).shape);
            Assert.Equal([2, 3], nn.LSTMCell(2, 3).call(X, (zeros(2, 3), zeros(2, 3))).Item1.shape);
        },
        ["F.softplus(x)"] = () =>
        {
            IsSame((1 + X.exp()).log(), nn.functional.softplus(X));
            IsSame(X[0], nn.functional.scaled_dot_product_attention(X, X, X, is_casual: true)[0]);
        },
        ["F.elu(x)"] = () =>
        {
            IsSame([MathF.Exp(-1) - 1], nn.functional.elu(-ones(1), 1));
            IsSame(X[1], nn.Embedding_from_pretrained(X).call(tensor([1L]))[0]);
            HasNo(typeof(nn.functional), "embedding");
        },
        ["nn.Upsample(scale_factor=2)"] = () => Assert.Equal([1, 1, 4, 4], nn.Upsample(scale_factor: [2, 2]).call(X.view(1, 1, 2, 2)).shape),
        ["nn.BCEWithLogitsLoss(pos_weight=w)"] = () =>
            IsSame([2 * MathF.Log(2)], nn.BCEWithLogitsLoss(pos_weights: tensor(2f)).call(zeros(1), ones(1))),
        ["nn.MSELoss(reduction=\"sum\")"] = () => IsSame([30], nn.MSELoss(nn.Reduction.Sum).call(X, zeros_like(X))),
        ["nn.CrossEntropyLoss(label_smoothing=0.1)"] = () =>
            IsSame([MathF.Log(2)], nn.functional.cross_entropy(zeros(1, 2), tensor([1L]), label_smoothing: 0.1)),
        ["class F(torch.autograd.Function)"] = () =>
        {
            var x = tensor(3f, requires_grad: true);
            Square.apply(x, 0.5).backward();
            IsSame([3], x.grad!);
        },

        // Training, and weights
        ["torch.manual_seed(0)"] = () =>
        {
            manual_seed(0);
            IsSame([0.49625659f], rand(1));
        },
        ["ReduceLROnPlateau(optimizer).step(loss)"] = () =>
        {
            var optimizer = SGD([nn.Parameter(ones(1))], 0.1);
            var scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, patience: 0);
            using var loss = tensor(1f);
            scheduler.step(loss.item<float>());
            scheduler.step(loss.item<float>());
            Assert.Equal(0.01, optimizer.ParamGroups.First().LearningRate, 1e-9);
        },
        ["scheduler.get_last_lr()[0]"] = () =>
        {
            var scheduler = lr_scheduler.StepLR(SGD([nn.Parameter(ones(1))], 0.1), 1);
            Assert.Equal(0.1, scheduler.get_last_lr().First(), 1e-9);
        },
        ["torch.optim.SGD(p, lr=0.1)"] = () => IsSame([0.9f], Stepped(p => SGD([p], 0.1))),
        ["optim.Adam(p, betas=(0.5, 0.9))"] = () =>
        {
            IsSame([0.9f], Stepped(p => Adam([p], 0.1, beta1: 0.5, beta2: 0.9)));
            IsSame([0.9f], Stepped(p => RMSProp([p], 0.1, alpha: 0)));
        },
        ["group[\"lr\"] = 0.1"] = () => IsSame([0.8f], Stepped(p =>
        {
            var optimizer = SGD([p], 0.1);
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = 0.2;
            }

            return optimizer;
        })),
        ["optim.AdamW([{\"params\": p, \"weight_decay\": 0.1}], lr=0.01)"] = () =>
        {
            IsSame([0.989f], Stepped(p => AdamW([new AdamW.ParamGroup([p], new() { weight_decay = 0.1 })], 0.01)));
            IsSame([0.999f], Stepped(p => AdamW([new AdamW.ParamGroup([p])], 0.01)));
        },
        ["with torch.no_grad():"] = () =>
        {
            using (no_grad())
            {
                Assert.False((2 * tensor(1f, requires_grad: true)).requires_grad);
            }
        },
        ["x.grad = None"] = () =>
        {
            using var linear = nn.Linear(1, 1);
            using var optimizer = SGD(linear.parameters(), 0.1);
            linear.call(ones(1, 1)).sum().backward();
            optimizer.zero_grad();
            IsSame([0], linear.weight.grad!.flatten());
            linear.zero_grad();
            Assert.Null(linear.weight.grad);
        },
        ["DataLoader(data, batch_size=32, shuffle=True)"] = () => Assert.Equal([4, 4, 2], randperm(10).split(4).Select(batch => batch.shape[0])),
        ["torch.save(model.state_dict(), \"w.pth\")"] = () => Assert.True(InFile((net, file) => net.save_py(file)).Length > 0),
        ["model.load_state_dict(torch.load(\"w.pth\"), strict=False)"] = () => InFile((net, file) =>
        {
            // As Python saves it, whose state_dict is detached.
            net.parameters().ToList().ForEach(parameter => parameter.requires_grad = false);
            net.save_py(file);
            var loaded = new Net();
            loaded.load_py(file, strict: false);
            Assert.All(loaded.parameters(), parameter => Assert.False(parameter.requires_grad));
        }),
        ["copy.deepcopy(model.state_dict())"] = () =>
        {
            var net = new Net();
            var copy = net.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone().MoveToOuterDisposeScope());
            using (no_grad())
            {
                net.w.add_(1);
            }

            IsSame([2], copy["w"]);
        },
        ["copy.deepcopy(model)"] = () =>
        {
            var net = new Net();
            var random = get_rng_state();
            var expected = rand(1);
            set_rng_state(random);
            var copy = new Net();
            set_rng_state(random);
            copy.load_state_dict(net.state_dict());
            IsSame(net.linear.weight, copy.linear.weight);
            IsSame(expected, rand(1));
        },

        // Spelled alike, but not the same
        ["x.sum(0)"] = () =>
        {
            AreOfTypes([X.sum(0), X.prod(0)], [uint8, uint8]);
            IsSame([4, 6], X.sum(dim: 0));
        },
        ["x.norm(0)"] = () => IsSame(X.pow(2).sum(dim: 0).sqrt(), X.norm(0)),
        ["torch.equal(a, b)"] = () =>
        {
            Assert.Equal([2, 2], X.equal(X).shape);
            Assert.True(X.eq(X).all().item<bool>());
        },
        ["torch.div(x, y, rounding_mode=\"floor\")"] = () =>
        {
            IsSame([1.5f], div(tensor(3f), tensor(2f), RoundingMode.floor));
            IsSame([1], tensor(3f).div(tensor(2f), RoundingMode.floor));
        },
        ["torch.erfinv(x)"] = () =>
        {
            IsSame(X.erf(), erfinv(X));
            IsSame(X.erfc(), special.erfcx(X));
            IsSame(X / 5, (X / 5).erf().erfinv());
        },
        ["torch.nanmean(x)"] = () =>
        {
            Throws(() => nanmean(X));
            IsSame([2.5f], X[X.isnan().logical_not()].mean());
        },
        ["w -= lr * w.grad"] = () =>
        {
            using var noGrad = no_grad();
            Tensor w = nn.Parameter(tensor(1f)), same = w;
            w -= 0.1f;
            Assert.NotSame(same, w);
            IsSame([1], same);
        },
        ["y = x.add_(1)"] = () =>
        {
            var x = X;
            Assert.Same(x, x.add_(1));
        },
        ["step / total"] = () =>
        {
            var (step, total) = (1, 2);
            Assert.Equal(0, step / total);
            Assert.Equal(0.5, (double)step / total);
        },
        ["nn.Hardtanh()"] = () =>
        {
            IsSame(X, nn.Hardtanh().call(X));
            IsSame(X, nn.functional.hardtanh(X));
        },
        ["head.weight = embedding.weight"] = () =>
        {
            var (twice, once) = (new Tied(), new Tied());
            twice.head.weight = twice.embedding.weight!;
            once.embedding.weight = once.head.weight!;
            Assert.Equal((2, 1), (twice.parameters().Count(), once.parameters().Count()));
        },
        ["model.fc = nn.Linear(3, 1)"] = () =>
        {
            var net = new Net { linear = nn.Linear(5, 1) };
            Assert.Equal([1, 2], net.get_parameter("linear.weight")!.shape);
            net.register_module("linear", null!);
            net.register_module("linear", net.linear);
            Assert.Equal([1, 5], net.get_parameter("linear.weight")!.shape);
        },
        ["for m in model.modules():"] = () =>
        {
            var nested = nn.Sequential(nn.Sequential(nn.ReLU()), nn.Tanh());
            List<Type> visited = [];
            nested.apply(module => visited.Add(module.GetType()));
            Assert.Equal([typeof(Sequential), typeof(Tanh), typeof(ReLU)], nested.modules().Select(module => module.GetType()));
            Assert.Equal([typeof(ReLU), typeof(Sequential), typeof(Tanh), typeof(Sequential)], visited);
            Assert.DoesNotContain(nn.MultiheadAttention(4, 2).modules(), module => module is Linear);
        },
        ["layer.register_forward_hook(…)"] = () =>
        {
            var (layer, kept, alias) = (nn.ReLU(), zeros(1), zeros(1));
            layer.register_forward_hook((_, _, output) =>
            {
                alias = output.alias();
                return kept = output;
            });
            IsSame(X.tanh(), nn.Sequential(layer, nn.Tanh()).call(X));
            Assert.True(kept.IsInvalid);
            IsSame(X, alias);
        },
        ["nn.TransformerEncoder(layer, 3)"] = () =>
        {
            var layer = nn.TransformerEncoderLayer(4, 2, 8);
            var random = get_rng_state();
            _ = nn.TransformerEncoder(layer, 3);
            Assert.NotEqual(random.bytes.ToArray(), get_rng_state().bytes.ToArray());
        },
        ["nn.TransformerEncoderLayer(32, 4, batch_first=True)"] = () => HasNo(typeof(nn), "TransformerEncoderLayer", "batch_first"),
        ["attention(x, x, x, attn_mask=mask)"] = () =>
        {
            using var attention = nn.MultiheadAttention(2, 1);
            var (x, masked) = (X.unsqueeze(1), ones(2, 2).triu(1));
            var added = attention.call(x, x, x, null!, false, masked).Item1;
            IsSame(added, attention.call(x, x, x, null!, false, masked.to(@bool)).Item1);
            IsSame(attention.call(x[..1], x[..1], x[..1], null!, false, null!).Item1[0],
                attention.call(x, x, x, null!, false, triu(full(2, 2, float.NegativeInfinity), 1)).Item1[0]);
        },
        ["nn.KLDivLoss()"] = () => IsSame(nn.KLDivLoss(true).call(zeros(1), ones(1)), nn.KLDivLoss().call(zeros(1), ones(1))),
        ["nn.GaussianNLLLoss()"] = () =>
            IsSame(2 * 0.5f * ones(1)[0], nn.GaussianNLLLoss().call(zeros(3, 2), ones(3, 2), ones(3, 2))),
        ["nn.BCEWithLogitsLoss()"] = () => IsSame([0.91146645f], 1000 * nn.BCEWithLogitsLoss().call(tensor([7f]), ones(1))),
        ["F.hinge_embedding_loss(x, y)"] = () => IsSame([0], nn.functional.hinge_embedding_loss(ones(1) / 2, -ones(1))),
        ["F.poisson_nll_loss(x, y, log_input=False)"] = () =>
        {
            IsTrue(nn.functional.poisson_nll_loss(zeros(1), ones(1), false).isinf());
            IsTrue(nn.functional.poisson_nll_loss(zeros(1) + 1e-8f, ones(1), false).isfinite());
        },
        ["optim.AdamW(p)"] = () => IsSame(Stepped(p => Adam([p], 0.1)), Stepped(p => AdamW([p], 0.1))),
        ["optim.LBFGS(p)"] = () => HasDefaults(typeof(optim), "LBFGS", ("lr", 0.01), ("tolerange_grad", 1e-5)),
        ["optim.ASGD(p)"] = () => HasDefaults(typeof(optim), "ASGD", ("lr", 0.001)),
        ["optim.RAdam(p)"] = () =>
        {
            HasDefaults(typeof(optim), "RAdam", ("lr", 0.002));
            Tensor once = Stepped(p => RAdam([p], 0.01), steps: 9), twice = Stepped(p => RAdam([p], 0.02), steps: 9);

            // In the first five steps it counts once, in the others four times if doubled.
            Assert.Equal(4, (0.1 - (1 - twice.item<float>())) / (0.05 - (1 - once.item<float>())), 0.1);
        },
        ["OneCycleLR"] = () =>
        {
            var optimizer = SGD([new SGD.ParamGroup([nn.Parameter(X)], 0.1), new SGD.ParamGroup([nn.Parameter(X)], 0.1)], 0.1);
            var scheduler = lr_scheduler.OneCycleLR(optimizer, [1.0, 1.0], total_steps: 10);
            scheduler.step();
            scheduler.step();
            scheduler.step();
            Assert.Equal(2, optimizer.ParamGroups.Select(group => group.LearningRate).Distinct().Count());
        },
        ["CyclicLR"] = () =>
        {
            var optimizer = SGD([nn.Parameter(X)], 0.1, momentum: 0.5);
            var scheduler = lr_scheduler.CyclicLR(optimizer, 0.01, 0.1, step_size_up: 2);
            scheduler.step();
            scheduler.step();
            var momentum = optimizer.ParamGroups.Cast<SGD.ParamGroup>().Single().Options.momentum;
            Assert.Equal(1, momentum!.Value, 1e-6);
        },
        ["nn.init.xavier_normal_(w)"] = () => IsTrue(nn.init.xavier_normal_(empty(100, 100)).abs().max() < 2 * Math.Sqrt(2.0 / 200)),
        ["nn.init.trunc_normal_(w)"] = () => IsSame([0], nn.init.trunc_normal_(empty(100)).std()),
        ["nn.init.calculate_gain(\"leaky_relu\")"] = () =>
        {
            Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU), 1e-9);
            Assert.Equal(Math.Sqrt(2 / 1.0001), nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU, 0.01), 1e-9);
        },
        ["x.log_normal_()"] = () => IsSame(AtSeed(() => empty(9).log_normal_(0, 1)), AtSeed(() => empty(9).log_normal_())),
        ["Normal(m, s).sample((n,))"] = () =>
        {
            // From sixteen on, numbers of either type are drawn otherwise.
            var drawn = AtSeed(() => distributions.Normal(zeros(20, float64), ones(20, float64)).sample());
            AreOfTypes([drawn], [float64]);
            IsSame(AtSeed(() => randn(20)), drawn);
            Assert.False(drawn.allclose(AtSeed(() => randn(20, float64))));
        },
        ["nn.Dropout()"] = () =>
        {
            var x = ones(4, 5);
            Tensor inShape = AtSeed(() => nn.functional.dropout(x)), inMemory = AtSeed(() => nn.functional.dropout(ones(5, 4).T));
            Assert.False(inShape.eq(inMemory).all().item<bool>());
            IsSame(inShape, AtSeed(() => nn.functional.dropout(ones(5, 4).T.contiguous())));
        },
        ["TransformedDistribution(normal, [TanhTransform()])"] = () =>
        {
            var normal = distributions.Normal(zeros(1), ones(1));
            var squashed = new TransformedDistribution(normal, new distributions.transforms.TanhTransform());
            var x = tensor([0.5f]);
            var right = normal.log_prob(x) - (1 - x.tanh().pow(2)).log();
            Assert.False(squashed.log_prob(x.tanh()).allclose(right));
        },
        ["OneHotCategorical(logits=l).log_prob(x)"] = () =>
        {
            Throws(() => distributions.OneHotCategorical(logits: X).log_prob(eye(2)));
            IsSame(X.log_softmax(-1).diag(), distributions.Categorical(logits: X).log_prob(eye(2).argmax(-1)));
        },

        // What is missing
        ["x.median(dim=1)"] = () =>
        {
            Assert.Empty(Assert.IsType<System.Reflection.MethodInfo>(Assert.Single(typeof(Tensor).GetMember("median")), exactMatch: false).GetParameters());
            IsSame([2, 5], kthvalue(tensor(new float[,] { { 3, 1, 2 }, { 5, 9, 4 } }), (3 + 1) / 2, 1).Item1);
        },
        ["nn.NLLLoss(ignore_index=0)"] = () =>
        {
            HasNo(typeof(nn), "NLLLoss", "ignore_index");
            var (logits, classes) = (X.log_softmax(1), tensor([0L, 1L]));
            IsSame(-logits[1, 1], nn.NLLLoss(tensor([0f, 1f])).call(logits, classes));
        },
        ["F.kl_div(…, reduction=\"batchmean\")"] = () => Assert.Equal(["None", "Mean", "Sum"], Enum.GetNames<nn.Reduction>()),
        ["F.gumbel_softmax(logits)"] = () => HasNo(typeof(nn.functional), "gumbel_softmax"),
        ["nn.utils.spectral_norm"] = () =>
        {
            HasNo(typeof(nn.utils), "spectral_norm");
            HasNo(typeof(nn.utils), "weight_norm");
            HasNo(typeof(Tensor), "scatter_reduce");
        },
        ["CosineAnnealingWarmRestarts"] = () =>
        {
            HasNo(typeof(lr_scheduler), "CosineAnnealingWarmRestarts");
            HasNo(typeof(lr_scheduler), "ChainedScheduler");
        },
        ["torch.distributions.kl_divergence"] = () =>
        {
            HasNo(typeof(distributions), "kl_divergence");
            HasNo(typeof(distributions), "StudentT");
            HasNo(typeof(distributions), "MixtureSameFamily");
        },
        ["optim.SparseAdam"] = () =>
        {
            HasNo(typeof(optim), "SparseAdam");
            var embedding = nn.Embedding(3, 1, sparse: true);
            var before = embedding.weight!.clone();
            var optimizer = SGD(embedding.parameters(), 0.1);
            embedding.call(tensor([0L, 1L])).sum().backward();
            optimizer.step();
            IsSame([-0.1f, -0.1f, 0], embedding.weight - before);
        },
    };

    private static Tensor X => tensor(new float[,] { { 1, 2 }, { 3, 4 } });

    public static TheoryData<string> Probes() => [.. s_probes.Keys];

    [Theory]
    [MemberData(nameof(Probes))]
    public void It_is_as_the_guide_says(string row)
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        s_probes[row]();
    }

    [Fact]
    public void Each_row_has_a_probe_and_each_probe_a_row()
    {
        var rows = from line in File.ReadLines(Path.Combine(ExampleTests.Root, "docs", "porting.md"))
                   where line.StartsWith("| ") && !line.StartsWith("| PyTorch |") && !line.StartsWith("| **")
                   let cell = line.Split(" | ")[0][2..]
                   select Code().Match(cell) is { Success: true } code ? code.Groups[1].Value : cell;
        Assert.Equal(s_probes.Keys.Concat(s_notProbed).Order(), rows.Order());
    }

    private static void IsSame(float[] expected, Tensor actual) => IsSame(tensor(expected), actual.reshape(-1));

    // The last digit of float32 may be rounded otherwise on another processor.
    private static void IsSame(Tensor expected, Tensor actual) =>
        Assert.True(expected.shape.SequenceEqual(actual.shape) && expected.to(float64).allclose(actual.to(float64), 1e-6, 1e-6),
            $"{actual.ToString(TorchSharp.TensorStringStyle.Julia)} is not {expected.ToString(TorchSharp.TensorStringStyle.Julia)}");

    private static void IsTrue(Tensor actual) => Assert.True(actual.all().item<bool>());

    private static void AreOfTypes(Tensor[] tensors, ScalarType[] types) => Assert.Equal(types, tensors.Select(x => x.dtype));

    private static void Throws(Action action) => Assert.ThrowsAny<Exception>(action);

    private static void HasDefaults(Type type, string method, params (string Name, double Value)[] defaults)
    {
        var parameters = type.GetMethods().First(m => m.Name == method).GetParameters();
        Assert.All(defaults, d => Assert.Equal(d.Value, parameters.Single(p => p.Name == d.Name).DefaultValue));
    }

    private static void HasNo(Type type, string method) => Assert.Empty(type.GetMember(method));

    private static void HasNo(Type type, string method, string parameter)
    {
        var overloads = type.GetMethods().Where(m => m.Name == method);
        Assert.NotEmpty(overloads);
        Assert.All(overloads, m => Assert.DoesNotContain(m.GetParameters(), p => p.Name == parameter));
    }

    private static Tensor AtSeed(Func<Tensor> draw)
    {
        manual_seed(1);
        return draw();
    }

    /// <summary>A parameter of 1, after steps with a gradient of 1.</summary>
    private static Tensor Stepped(Func<Parameter, Optimizer> make, int steps = 1)
    {
        var parameter = nn.Parameter(ones(1));
        parameter.grad = ones(1);
        var optimizer = make(parameter);
        for (var step = 0; step < steps; step++)
        {
            optimizer.step();
        }

        return parameter.detach();
    }

    private static byte[] InFile(Action<Net, string> action)
    {
        using var folder = new Support.TemporaryFolder();
        var file = Path.Combine(folder.Path, "w.pth");
        action(new Net(), file);
        return File.ReadAllBytes(file);
    }

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        internal Linear linear = nn.Linear(2, 1);
        internal readonly Parameter w = nn.Parameter(2 * ones(1));
        private readonly Tensor mask = ones(1);

        public Net() : base("Net") => RegisterComponents();

        public override Tensor forward(Tensor x) => w * mask * linear.call(x);
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        internal readonly Embedding embedding = nn.Embedding(3, 2);
        internal readonly Linear head = nn.Linear(2, 3, hasBias: false);

        public Tied() : base("Tied") => RegisterComponents();

        public override Tensor forward(Tensor x) => head.call(embedding.call(x));
    }

    private sealed class Parts : nn.Module
    {
        internal readonly Linear a = nn.Linear(1, 1, hasBias: false);
        internal readonly Embedding b = nn.Embedding(1, 1);

        public Parts() : base("Parts") => RegisterComponents();
    }

    private sealed class Parted : nn.Module
    {
        internal readonly Parts parts = new();

        public Parted() : base("Parted") => RegisterComponents();
    }

    private sealed class Layered : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(1, 2), nn.Linear(2, 1));

        public Layered() : base("Layered") => RegisterComponents();

        public override Tensor forward(Tensor x) => layers[1].call(layers[0].call(x));
    }

    private sealed class Square : autograd.SingleTensorFunction<Square>
    {
        public override string Name => nameof(Square);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] inputs)
        {
            var x = (Tensor)inputs[0];
            ctx.save_for_backward([x]);
            ctx.save_data("scale", (double)inputs[1]);
            return (double)inputs[1] * x.pow(2);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor gradient) =>
            [2 * (double)ctx.get_data("scale") * gradient * ctx.get_saved_variables()[0], null!];
    }
}
