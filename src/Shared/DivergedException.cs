namespace Examples.Shared;

/// <summary>Training diverged: the loss became NaN or infinite. What was recorded before is kept.</summary>
/// <param name="epoch">The first epoch of which the loss is not finite.</param>
/// <param name="training">Which training it is; "loss" where it is the only one.</param>
public sealed class DivergedException(int epoch, string training = "loss") : RunException(
    $"Training diverged: the loss is not finite in epoch {epoch}{(training == "loss" ? "" : $" of {training}")}. "
    + "A smaller learning rate (--lr) may help.");
