using System.Net;
using System.Text;
using System.Text.Json.Nodes;

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

        // An event of a scalar holds its tag; one more is the file's version, which does not.
        Assert.Equal(300, Enumerable.Range(0, events.Length - 4).Count(i => events.AsSpan(i, 4).SequenceEqual("loss"u8)));
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
        Assert.Contains("Training goes on.", Assert.Single(notes.ToString().TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
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
        Assert.Equal("linear", (string)first["win"]!);
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
        Assert.Contains(said, Assert.Single(notes.ToString().TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
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
        Assert.Contains("does not answer", lines[0], StringComparison.Ordinal);
        Assert.Contains("again", lines[1], StringComparison.Ordinal);
        Assert.Single(again.Requests);
    }

    [Fact]
    public void Without_its_Visdom_a_run_goes_on()
    {
        var ran = Example.Run("linear", $"--epochs 30 --visdom http://127.0.0.1:{FreePort.Find()}");
        Assert.Equal(Example.Run("linear", "--epochs 30").Output, ran.Output);
        Assert.Contains("Visdom does not answer", ran.Errors, StringComparison.Ordinal);
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

    private static Snapshot Losses(params double[] losses) => new([new Curve("loss", losses)], [], "running");

    /// <summary>Answers as a Visdom server does, with the name of the window.</summary>
    private static (int Status, string Text) AsVisdom(JsonNode request) => (200, (string)request["win"]!);

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
