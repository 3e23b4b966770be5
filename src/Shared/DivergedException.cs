namespace Examples.Shared;

/// <summary>Training diverged: the loss became NaN or infinite, or is known to. What was recorded before is kept.</summary>
public sealed class DivergedException(string message) : RunException(message)
{
    /// <param name="epoch">The first epoch of which the loss is not finite.</param>
    public DivergedException(int epoch)
        : this($"Training diverged: the loss is not finite in epoch {epoch}. A smaller learning rate (--lr) may help.")
    {
    }
}
