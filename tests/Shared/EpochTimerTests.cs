namespace Examples.Tests.Shared;

/// <summary>The time of an epoch, by a clock that the tests set.</summary>
public sealed class EpochTimerTests
{
    /// <summary>Ten epochs are not timed, or a hundredth of them, but the last is in any case.</summary>
    [Theory]
    [InlineData(20, 10, 19, 2.0)]
    [InlineData(20, 10, 15, 2.0)]
    [InlineData(20, 10, 9, null)]
    [InlineData(5000, 50, 4999, 2.0)]
    [InlineData(1, 0, 0, 2.0)]
    public void The_first_epochs_are_not_timed(int epochs, int first, int last, double? seconds)
    {
        var clock = new Clock();
        var timer = new EpochTimer(CPU, epochs, clock);
        for (var training = 0; training < 2; training++)
        {
            for (var epoch = 0; epoch <= last; epoch++)
            {
                timer.Begin(epoch);
                clock.Seconds += epoch < first ? 100 : 2;
            }

            timer.End(last);
            clock.Seconds += 1000;
        }

        Assert.Equal(seconds, timer.SecondsPerEpoch);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
