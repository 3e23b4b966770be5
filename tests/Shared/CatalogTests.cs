using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>Examples are found, by reflection and by name.</summary>
public sealed class CatalogTests
{
    [Theory]
    [InlineData("liner", "linear")]
    [InlineData("linaer", "linear")]
    [InlineData("linear-", "linear")]
    [InlineData("LINEAR", "linear")]
    [InlineData("quadratik", "quadratic")]
    public void A_name_that_is_nearly_one_is_told_which(string name, string nearest) =>
        Assert.Contains($"Did you mean '{nearest}'?", Assert.Throws<UsageException>(() => Example.Catalog.Find(name)).Message);

    [Theory]
    [InlineData("something-else-entirely-that-is-long")]
    [InlineData("")]
    public void A_name_that_is_like_none_is_told_where_they_are(string name)
    {
        var message = Assert.Throws<UsageException>(() => Example.Catalog.Find(name)).Message;
        Assert.Contains($"'{name}'", message);
        Assert.Contains("'list'", message);
        Assert.DoesNotContain("Did you mean", message);
    }
}
