namespace Examples.Tests.Shared;

/// <summary>Which values options take.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("--samples", "0", "a whole number from 1 to 2147483647")]
    [InlineData("--epochs", "0", "a whole number from 1 to 2147483647")]
    [InlineData("--epochs", "abc", "a whole number from 1 to 2147483647")]
    [InlineData("--epochs", "9999999999", "a whole number from 1 to 2147483647")]
    [InlineData("--log-every", "0", "a whole number from 1 to 2147483647")]
    [InlineData("--lr", "nan", "a number greater than 0")]
    [InlineData("--lr", "-1", "a number greater than 0")]
    [InlineData("--lr", "inf", "a number greater than 0")]
    [InlineData("--lr", "0,1", "a number greater than 0")]
    [InlineData("--seed", "-1", "a whole number from 0 to 2⁶³ − 1")]
    [InlineData("--seed", "9223372036854775808", "a whole number from 0 to 2⁶³ − 1")]
    [InlineData("--threads", "0", "a whole number from 1 to 1024")]
    [InlineData("--threads", "1025", "a whole number from 1 to 1024")]
    [InlineData("--device", "tpu", "auto, cpu, cuda, cuda:N or mps")]
    [InlineData("--device", "cuda:x", "auto, cpu, cuda, cuda:N or mps")]
    [InlineData("--out", "", "a folder")]
    [InlineData("--data", "", "a file")]
    [InlineData("--visdom", "foo", "a URL such as http://localhost:8097")]
    [InlineData("--visdom", "localhost", "a URL such as http://localhost:8097")]
    public void A_value_that_an_option_does_not_take_is_refused_with_what_it_takes(string option, string value, string takes) =>
        Assert.Equal(
            $"{option} takes {takes}; '{value}' is none.",
            Assert.Throws<UsageException>(() => Settings.All.Single(setting => setting.Name == option).Parse(value)).Message);
}
