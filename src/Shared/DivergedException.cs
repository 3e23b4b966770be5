namespace Examples.Shared;

/// <summary>Training diverged: the loss became NaN or infinite. What was recorded before is kept.</summary>
/// <param name="epoch">The first epoch of which the loss is not finite.</param>
public sealed class DivergedException(int epoch)
    : RunException($"Training diverged: the loss is not finite in epoch {epoch}. A smaller learning rate (--lr) may help.");
