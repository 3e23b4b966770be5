using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

using Examples.Tests.Support;

using Microsoft.Playwright;

namespace Examples.Tests;

/// <summary>The pages, as a browser shows them: the one that is live while an example trains, and the gallery.</summary>
[Collection(Collections.Pages)]
public sealed class PageTests : IDisposable
{
    private readonly ExamplesProgram _program = new();

    public void Dispose() => _program.Dispose();

    [BrowserFact]
    public async Task The_live_page_grows_survives_a_reload_and_stops_the_run()
    {
        var port = FreePort.Find();
        Process? process = null;
        await Browser.Look(ColorScheme.Light, async page =>
        {
            process = await Live(port, "linear", "--epochs", "100000000", "--log-every", "100000");
            await page.GotoAsync($"http://127.0.0.1:{port}/");
            var first = await Epoch(page, above: 0);
            var later = await Epoch(page, above: first);
            Assert.True(await page.EvaluateAsync<bool>("document.getElementById('chart').naturalWidth > 0"), "The curve is drawn.");
            Assert.Contains("epoch", await page.Locator("#lines").InnerTextAsync());
            await page.ReloadAsync();
            await Epoch(page, above: later);
            await page.CheckAsync("input[value=log]");
            await Epoch(page, above: later);
            await CanBeRead(page);
            await page.ClickAsync("#stop");
            await page.WaitForFunctionAsync("document.getElementById('status').textContent.startsWith('interrupted')");
            Assert.True(await page.Locator("input[value=log]").IsDisabledAsync(), "There is nothing more to look at.");
        });
        Assert.Equal(ExitCode.Interrupted, ExamplesProgram.End(process!).Exit);
        Assert.Equal("interrupted", (string)_program.Summary("linear")["status"]!);
    }

    [BrowserFact]
    public async Task A_live_page_whose_run_is_gone_says_so_and_turns_to_the_next()
    {
        var port = FreePort.Find();
        Process? process = null;
        await Browser.Look(ColorScheme.Light, async page =>
        {
            process = await Live(port, "linear", "--epochs", "100000000", "--log-every", "100000");
            await page.GotoAsync($"http://127.0.0.1:{port}/");
            await Epoch(page, above: 0);
            process.Kill();
            await process.WaitForExitAsync();

            // The page looks for the run again and again, and then says something else.
            var said = page.WaitForFunctionAsync("document.getElementById('status').textContent.includes('could not be stopped')");
            await page.ClickAsync("#stop");
            await said;
            process = await Live(port, "quadratic", "--epochs", "100000000", "--log-every", "100000");
            await page.WaitForFunctionAsync("document.title === 'quadratic: live'");
            await Epoch(page, above: 0);
            await page.ClickAsync("#stop");
            await page.WaitForFunctionAsync("document.getElementById('status').textContent.startsWith('interrupted')");
        });
        Assert.Equal(ExitCode.Interrupted, ExamplesProgram.End(process!).Exit);
    }

    [BrowserFact]
    public async Task A_gallery_that_is_made_has_every_picture_and_can_be_read_by_all()
    {
        // With a graph and with curves, of two subjects.
        Entry[] entries = [Example.Catalog.Find("gates"), Example.Catalog.Find("linear")];
        var options = Example.Options("--epochs 3").With(Settings.Out, _program.Folder["out"]);
        var command = new AllCommand(options, 2, null, TextWriter.Null, TextWriter.Null, CancellationToken.None);
        Assert.Equal(ExitCode.Done, command.Run(entries));
        await Browser.Look(ColorScheme.Light, async page =>
        {
            await HasEveryPicture(page, _program.Folder["out", "index.html"], entries.Length);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            await CanBeRead(page);
        });
    }

    [BrowserFact]
    public async Task The_gallery_of_all_has_every_picture()
    {
        var gallery = Path.Combine(ExampleTests.Root, "docs", "gallery.html");
        await Browser.Look(ColorScheme.Light, page => HasEveryPicture(page, gallery, Example.Catalog.Entries.Count));
    }

    [Fact]
    public async Task The_live_page_is_only_for_this_machine()
    {
        // What a file of the current folder configures is not for this page.
        var (port, other) = (FreePort.Find(), FreePort.Find());
        var settings = $"{{\"Kestrel\": {{\"Endpoints\": {{\"Http\": {{\"Url\": \"http://127.0.0.1:{other}\"}}}}}}}}}}";
        File.WriteAllText(_program.Folder["appsettings.json"], settings);
        var process = await Live(port, "linear", "--epochs", "100000000", "--log-every", "100000");
        using var tcp = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => tcp.ConnectAsync(IPAddress.Loopback, other));

        // Nor does it listen at another address of this machine; a Mac has no other that is always there.
        using var elsewhere = new TcpClient();
        if (!OperatingSystem.IsMacOS())
        {
            await Assert.ThrowsAsync<SocketException>(() => elsewhere.ConnectAsync(IPAddress.Parse("127.0.0.2"), port));
        }

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Assert.Equal(HttpStatusCode.Forbidden, await Status(HttpMethod.Get, "/", ("Host", "example.com")));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(HttpMethod.Get, "/", ("Origin", "http://example.com")));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(HttpMethod.Post, "/stop"));
        Assert.False(process.HasExited);
        var token = (await http.GetStringAsync("/")).Split("\"X-Token\": \"")[1].Split('"')[0];
        Assert.Equal(HttpStatusCode.NoContent, await Status(HttpMethod.Post, "/stop", ("X-Token", token)));
        Assert.Equal(ExitCode.Interrupted, ExamplesProgram.End(process).Exit);

        async Task<HttpStatusCode> Status(HttpMethod method, string path, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task With_somebody_looking_the_output_is_the_same()
    {
        var port = FreePort.Find();
        // Nobody reads its output before the page is open, and a pipe takes less than this: so long the run waits.
        string[] call = ["linear", "--epochs", "6000", "--log-every", "1", "--format", "none"];
        var process = await Live(port, call);
        using var http = new HttpClient();
        await using var events = await http.GetStreamAsync($"http://127.0.0.1:{port}/events");
        using var seen = new MemoryStream();
        var looking = events.CopyToAsync(seen);
        Assert.Equal(_program.Run([.. call, "--device", "cpu"]).Output, ExamplesProgram.End(process).Output);
        await Task.WhenAny(looking);
        Assert.All(["running", "done"], status =>
            Assert.Contains($"\"status\":\"{status}\"", Encoding.UTF8.GetString(seen.ToArray())));
    }

    [Fact]
    public void A_busy_port_is_said_and_the_run_goes_on()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var port = ((IPEndPoint)busy.LocalEndpoint).Port;
        var ended = _program.Run("linear", "--epochs", "3", "--format", "none", "--device", "cpu", "--quiet", $"--live={port}");
        Assert.Equal((ExitCode.Done, Example.Apart("linear", "--epochs 3").Output), (ended.Exit, ended.Output));
        Assert.Equal($"There is no live page: port {port} is in use. --live=PORT takes another; training goes on.\n", ended.Error);
    }

    private static async Task HasEveryPicture(IPage page, string gallery, int examples)
    {
        await page.GotoAsync(new Uri(gallery).AbsoluteUri);
        Assert.Equal(examples, await page.Locator("article").CountAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "[...document.images].filter(image => !image.complete || image.naturalWidth === 0 || image.alt.length < 20).length"));
        Assert.True(await page.EvaluateAsync<int>("document.images.length") >= examples);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.scripts.length"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "performance.getEntriesByType('resource').map(resource => resource.name).filter(name => !/^(file|data):/.test(name))"));
        await page.SetViewportSizeAsync(380, 800);
        var fits = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 380");
        Assert.True(fits, "On a phone nothing is wider than the screen.");
    }

    private static async Task CanBeRead(IPage page)
    {
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        var dark = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") });
        Assert.Empty(dark.Violations.Select(violation => $"dark: {violation.Help}"));
    }

    /// <summary>Starts the program, and waits for its page.</summary>
    private async Task<Process> Live(int port, params string[] call)
    {
        var process = _program.Start([.. call, "--device", "cpu", $"--live={port}"]);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("live: "))
            {
                return process;
            }

            Assert.False(line.StartsWith("There is no live page"), line);
        }

        throw new InvalidOperationException("The program has ended without a page.");
    }

    /// <summary>Waits for an epoch above another.</summary>
    private static async Task<int> Epoch(IPage page, int above)
    {
        const string Shown = "(document.getElementById('status').textContent.match(/epoch (\\d+)/) ?? [0, 0])[1]";
        await page.WaitForFunctionAsync($"Number({Shown}) > {above}");
        return int.Parse((await page.Locator("#status").InnerTextAsync()).Split("epoch ")[1].Split(',')[0], CultureInfo.InvariantCulture);
    }
}
