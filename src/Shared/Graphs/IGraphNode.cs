using static TorchSharp.torch;

namespace Examples.Shared.Graphs;

/// <summary>What a drawing shows of a node of a computational graph.</summary>
public interface IGraphNode
{
    /// <summary>What its value is called; its symbol if it has no name.</summary>
    string Name { get; }

    /// <summary>Its operator; its name if it is an input.</summary>
    string Symbol { get; }

    /// <summary>Where its value comes from; empty for an input of the graph.</summary>
    IReadOnlyList<IGraphNode> Inputs { get; }

    /// <summary>A number, a vector or a matrix.</summary>
    Tensor Value { get; }

    /// <summary>The gradient of the output with respect to the node, of the value's shape.</summary>
    Tensor Gradient { get; }

    /// <summary>What the node's gradient contributes to that of each of its inputs.</summary>
    IReadOnlyList<Tensor> InputGradients { get; }
}
