namespace Examples.Tests.Shared;

/// <summary>Which values options take.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("--samples", "0", "a whole number from 1 to 2147483647")]
    [InlineData("--epochs", "0", "a whole number from 1 to 2147483647")]
    [InlineData("--epochs", "abc", "a whole number from 1 to 2147483647")]
    [InlineData("--epochs", "9999999999", "a whole number from 1 to 2147483647")]
    [InlineData("--batch-size", "0", "a whole number from 1 to 2147483647")]
    [InlineData("--trace", "0", "a whole number from 1 to 2147483647")]
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
    [InlineData("--tensorboard", "", "a folder")]
    [InlineData("--data", "", "a file")]
    [InlineData("--target", "", "the name of a column")]
    [InlineData("--load", "w.bin", "a file that ends with .pth or .safetensors")]
    [InlineData("--save", "w", "a file that ends with .pth or .safetensors")]
    [InlineData("--format", "gif", "png, svg, both or none")]
    [InlineData("--scale", "0", "a number from 0.1 to 10")]
    [InlineData("--scale", "0.09", "a number from 0.1 to 10")]
    [InlineData("--scale", "11", "a number from 0.1 to 10")]
    [InlineData("--live", "65536", "a port from 1 to 65535")]
    [InlineData("--visdom", "foo", "a URL such as http://localhost:8097")]
    [InlineData("--visdom", "localhost", "a URL such as http://localhost:8097")]
    public void A_value_that_an_option_does_not_take_is_refused_with_what_it_takes(string option, string value, string takes) =>
        Assert.Equal(
            $"{option} takes {takes}; '{value}' is not one.",
            Assert.Throws<UsageException>(() => Settings.All.Single(setting => setting.Name == option).Parse(value)).Message);

    [Fact]
    public void A_value_that_is_left_out_is_the_one_that_the_help_names() =>
        Assert.All(
            Settings.All.Where(setting => setting.ValueIfBare is not null),
            setting => Assert.Contains($"{setting.ValueIfBare} if left out", setting.Help));
}
