using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

using Examples.Shared.Boards;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>TensorBoard and Visdom get the loss curve, and what goes wrong with them is said once and costs the run nothing.</summary>
public sealed class BoardTests : InFolder
{
    [Fact]
    public void TensorBoard_gets_every_loss()
    {
        var ran = Example.Run("linear", $"--epochs 300 --tensorboard {_folder["runs"]}");
        Assert.Equal(Example.Run("linear", "--epochs 300").Output, ran.Output);
        var events = File.ReadAllBytes(_folder[Assert.Single(_folder.Files)]);

        // An event of a scalar has its tag, and behind that, after the number of its field, a float32.
        byte[] tag = [.. "\n\u0004loss\u0015"u8];
        Assert.Equal(ran.Losses, Enumerable.Range(0, events.Length - tag.Length)
            .Where(i => events.AsSpan(i, tag.Length).SequenceEqual(tag))
            .Select(i => (double)BitConverter.ToSingle(events, i + tag.Length)));
    }

    [Fact]
    public void A_TensorBoard_that_cannot_be_written_is_said_once_and_training_goes_on()
    {
        var notes = new StringWriter { NewLine = "\n" };
        using var board = new TensorBoard(_folder["runs"], notes);
        board.Show(Losses(1));
        Directory.Delete(_folder["runs"], recursive: true);
        board.Show(Losses(1, 2));
        board.Show(Losses(1, 2, 3));
        Assert.Contains("Training goes on.", Assert.Single(notes.ToString().TrimEnd('\n').Split('\n')));
    }

    [Fact]
    public async Task Visdom_gets_the_whole_curve_with_gaps_for_what_is_not_finite()
    {
        var notes = new StringWriter();
        await using var server = new Server("/vis", AsVisdom);
        using (var visdom = new Visdom(server.Url, "linear", notes))
        {
            visdom.Show(Losses(3, double.NaN, 1));
            visdom.Show(Losses([.. Enumerable.Range(0, 100_000).Select(i => 1.0 / (i + 1))]));
        }

        Assert.Equal("", notes.ToString());
        Assert.All(server.Requests, request => Assert.Equal("/vis/events", request.Path));
        var (first, last) = (server.Requests[0].Body, server.Requests[^1].Body);
        Assert.Equal("[3,null,1]", first["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal(("linear", "loss"), ((string)first["win"]!, (string)first["data"]![0]!["name"]!));
        Assert.NotNull(first["layout"]!["xaxis"]);
        var x = last["data"]![0]!["x"]!.AsArray();
        Assert.InRange(x.Count, 500, 1500);
        Assert.Equal(99_999, (int)x[^1]!);
    }

    [Theory]
    [InlineData(200, "<html>another server</html>", "is not Visdom")]
    [InlineData(302, "", "answered 302")]
    [InlineData(400, "", "login")]
    [InlineData(404, "", "-base_url")]
    [InlineData(500, "", "answered 500")]
    public async Task What_is_wrong_with_Visdom_is_said_once(int status, string answer, string said)
    {
        var notes = new StringWriter { NewLine = "\n" };
        await using var server = new Server("", _ => (status, answer));
        using var visdom = new Visdom(server.Url, "linear", notes);
        visdom.Show(Losses(1, 2));
        visdom.Show(Losses(1, 2));
        Assert.Contains(said, Assert.Single(notes.ToString().TrimEnd('\n').Split('\n')));
    }

    [Fact]
    public async Task A_Visdom_that_goes_away_and_comes_back_is_said_and_training_goes_on()
    {
        var notes = new StringWriter { NewLine = "\n" };
        var server = new Server("", AsVisdom);
        using var visdom = new Visdom(server.Url, "linear", notes);
        visdom.Show(Losses(1, 2));
        await server.DisposeAsync();
        visdom.Show(Losses(1, 2));
        visdom.Show(Losses(1, 2));
        await using var again = new Server("", AsVisdom, server.Port);
        visdom.Show(Losses(1, 2));
        var lines = notes.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("does not answer", lines[0]);
        Assert.Contains("again", lines[1]);
        Assert.Single(again.Requests);
    }

    [Fact]
    public void Without_its_Visdom_a_run_goes_on()
    {
        var ran = Example.Run("linear", $"--epochs 30 --visdom http://127.0.0.1:{FreePort.Find()}");
        Assert.Equal(Example.Run("linear", "--epochs 30").Output, ran.Output);
        Assert.Contains("Visdom does not answer", ran.Errors);
    }

    [Fact]
    public async Task A_Visdom_whose_charset_NET_does_not_know_gets_the_curve()
    {
        var notes = new StringWriter();
        await using var server = new Server("", AsVisdom, type: "text/plain; charset=utf8");
        using var visdom = new Visdom(server.Url, "linear", notes);
        visdom.Show(Losses(1, 2));
        Assert.Equal(("", 1), (notes.ToString(), server.Requests.Count));
    }

    [FigureFact]
    public async Task The_live_page_draws_the_axis_that_is_asked_for_and_loads_nothing_from_elsewhere()
    {
        var port = FreePort.Find();
        using var page = LivePage.Start(Example.Catalog.Find("linear").Info, port, () => { }, TextWriter.Null)!;
        page.Show(Losses(1000, 100, 10, 1) with { Status = "done" });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var (fits, log, linear) = (await Events(""), await Events("log"), await Events("linear"));
        Assert.Equal(log, fits);
        Assert.NotEqual(log, linear);
        using var html = await http.GetAsync("/");
        Assert.StartsWith("default-src 'none'; ", Assert.Single(html.Headers.GetValues("Content-Security-Policy")));

        async Task<string> Events(string scale)
        {
            var run = JsonNode.Parse((await http.GetStringAsync($"/events?scale={scale}"))["data: ".Length..])!;
            return XDocument.Load(new MemoryStream(Convert.FromBase64String((string)run["svg"]!))).Root!.Value;
        }
    }

    [Fact]
    public async Task A_board_gets_the_last_lines_and_is_waited_for_at_the_end_only()
    {
        var board = new SlowBoard();
        using var feed = new LossFeed([board]);
        for (var line = 1; line <= 13; line++)
        {
            feed.Add($"{line}");
        }

        Assert.True(SpinWait.SpinUntil(() => feed.IsDue, TimeSpan.FromMinutes(1)), "It waits for the first losses.");
        await Task.Run(() => feed.Show([new Curve("loss", [2])])).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(SpinWait.SpinUntil(() => feed.IsDue, TimeSpan.FromSeconds(1.2)), "It is still busy.");
        var end = Task.Run(() => feed.End([new Curve("loss", [2, 1])], "done"));
        Assert.NotSame(end, await Task.WhenAny(end, Task.Delay(200)));
        board.Go.Set();
        await end;
        Assert.Equal(["running", "done"], board.Shown.Select(snapshot => snapshot.Status));
        Assert.Equal(Enumerable.Range(2, 12).Select(line => $"{line}"), board.Shown[^1].Lines);
    }

    [Fact]
    public void A_long_curve_is_shown_to_its_last_epoch()
    {
        // The last is neither the lowest nor the highest of its stretch.
        var curve = new Curve("loss", [.. Enumerable.Range(0, 1000).Select(epoch => epoch % 2.0), 0.5]);
        Assert.Equal((1000, 0.5), (curve.Outline(100).Epochs[^1], curve.Outline(100).Losses[^1]));
    }

    private static Snapshot Losses(params double[] losses) => new([new Curve("loss", losses)], [], "running");

    /// <summary>Answers as a Visdom server does, with the name of the window.</summary>
    private static (int Status, string Text) AsVisdom(JsonNode request) => (200, (string)request["win"]!);

    /// <summary>A board that shows nothing before it may.</summary>
    private sealed class SlowBoard : IBoard
    {
        public ManualResetEventSlim Go { get; } = new();

        public List<Snapshot> Shown { get; } = [];

        public void Show(Snapshot snapshot)
        {
            Go.Wait();
            Shown.Add(snapshot);
        }

        public void Dispose() => Go.Dispose();
    }

    /// <summary>A server that keeps what it is sent.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public Server(string path, Func<JsonNode, (int Status, string Text)> answer, int? port = null, string? type = null)
        {
            Port = port ?? FreePort.Find();
            Url = $"http://127.0.0.1:{Port}{path}";
            _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            _listener.Start();
            _serving = Task.Run(async () =>
            {
                while (_listener.IsListening)
                {
                    try
                    {
                        var context = await _listener.GetContextAsync();
                        var body = JsonNode.Parse(await new StreamReader(context.Request.InputStream, Encoding.UTF8).ReadToEndAsync())!;
                        Requests.Add((context.Request.Url!.AbsolutePath, body));
                        (context.Response.StatusCode, var text) = answer(body);
                        context.Response.ContentType = type;
                        if (context.Response.StatusCode == 302)
                        {
                            context.Response.RedirectLocation = "file:///";
                        }

                        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                        context.Response.Close();
                    }
                    catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                    {
                        return;
                    }
                }
            });
        }

        public int Port { get; }

        public string Url { get; }

        public List<(string Path, JsonNode Body)> Requests { get; } = [];

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
        }
    }
}
