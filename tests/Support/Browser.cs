using System.Reflection;

using Microsoft.Playwright;

namespace Examples.Tests.Support;

/// <summary>The system's Chromium, driven by Playwright.</summary>
internal static class Browser
{
    private static readonly string? s_chromium =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private static readonly string[] s_options =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-quic",
    ];

    private static readonly string[] s_serverIsGone = ["net::ERR_CONNECTION_REFUSED", "net::ERR_INCOMPLETE_CHUNKED"];

    /// <summary>Why no page can be looked at; null if one can.</summary>
    public static string? Missing => s_chromium is null ? "There is no Chromium (on Debian: apt install chromium)." : null;

    /// <summary>
    /// Opens a page, and asserts that none of what happens on it is an error in the console, but for what a server that is
    /// gone leaves there.
    /// </summary>
    public static async Task Look(ColorScheme scheme, Func<IPage, Task> look)
    {
        // Its driver is a program in the package, which does not say that it is one.
        var package = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Playwright").Value!;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", package);
        var node = Path.Combine(package, ".playwright", "node", "linux-x64", "node");
        if (OperatingSystem.IsLinux() && File.Exists(node))
        {
            File.SetUnixFileMode(node, File.GetUnixFileMode(node) | UnixFileMode.UserExecute);
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = s_chromium,
            Args = s_options,
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ColorScheme = scheme, BypassCSP = true });
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !s_serverIsGone.Any(message.Text.Contains))
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        await look(page);
        Assert.Empty(errors);
    }
}

/// <summary>A test that looks at a page.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing!;
}
