using Examples.Tests.Support;

namespace Examples.Tests.Shared;

public sealed class LossFileTests : InFolder
{
    [Fact]
    public void Losses_that_are_not_finite_are_read_as_a_twin_writes_them()
    {
        File.WriteAllText(_folder["loss.csv"], "epoch,loss\n0,1.5\n1,inf\n2,-inf\n3,nan\n");
        var losses = LossFile.Read(_folder["loss.csv"]).Single().Losses;
        Assert.Equal([1.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN], losses);
    }
}
