using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

using Examples.Shared.Boards;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>TensorBoard and Visdom get the loss curve, and what goes wrong with them is said once and costs the run nothing.</summary>
public sealed class BoardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
        board.Show(new Snapshot([new Curve("loss", [1])], [], "running"));
        Directory.Delete(_folder["runs"], recursive: true);
        board.Show(new Snapshot([new Curve("loss", [1, 2])], [], "running"));
        board.Show(new Snapshot([new Curve("loss", [1, 2, 3])], [], "done"));
        Assert.Contains("Training goes on.", Assert.Single(notes.ToString().TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visdom_gets_the_whole_curve_with_gaps_for_what_is_not_finite()
    {
        var notes = new StringWriter();
        await using var server = new Server("/vis", (path, body) => (200, (string)body["win"]!));
        using (var visdom = new Visdom(server.Url, "linear", notes))
        {
            visdom.Show(new Snapshot([new Curve("loss", [3, double.NaN, 1])], [], "running"));
            visdom.Show(new Snapshot([new Curve("loss", [.. Enumerable.Range(0, 100_000).Select(i => 1.0 / (i + 1))])], [], "done"));
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
    [InlineData(400, "", "login")]
    [InlineData(404, "", "-base_url")]
    [InlineData(500, "", "answered 500")]
    public async Task What_is_wrong_with_Visdom_is_said_once(int status, string answer, string said)
    {
        var notes = new StringWriter { NewLine = "\n" };
        await using var server = new Server("", (_, _) => (status, answer));
        using var visdom = new Visdom(server.Url, "linear", notes);
        var snapshot = new Snapshot([new Curve("loss", [1, 2])], [], "running");
        visdom.Show(snapshot);
        visdom.Show(snapshot);
        Assert.Contains(said, Assert.Single(notes.ToString().TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Visdom_that_goes_away_and_comes_back_is_said_and_training_goes_on()
    {
        var notes = new StringWriter { NewLine = "\n" };
        var server = new Server("", (_, body) => (200, (string)body["win"]!));
        using var visdom = new Visdom(server.Url, "linear", notes);
        var snapshot = new Snapshot([new Curve("loss", [1, 2])], [], "running");
        visdom.Show(snapshot);
        await server.DisposeAsync();
        visdom.Show(snapshot);
        visdom.Show(snapshot);
        await using var again = new Server("", (_, body) => (200, (string)body["win"]!), server.Port);
        visdom.Show(snapshot);
        var lines = notes.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("does not answer", lines[0], StringComparison.Ordinal);
        Assert.Contains("again", lines[1], StringComparison.Ordinal);
        Assert.Single(again.Requests);
    }

    [Fact]
    public void Without_its_Visdom_a_run_goes_on()
    {
        var ran = Example.Run("linear", $"--epochs 30 --visdom http://127.0.0.1:{FreePort()}");
        Assert.Equal(Example.Run("linear", "--epochs 30").Output, ran.Output);
        Assert.Contains("Visdom does not answer", ran.Errors, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => Example.Run("linear", "--visdom localhost"));
    }

    [Fact]
    public async Task A_Visdom_whose_charset_NET_does_not_know_gets_the_curve()
    {
        var notes = new StringWriter();
        await using var server = new Server("", (_, body) => (200, (string)body["win"]!), type: "text/plain; charset=utf8");
        using var visdom = new Visdom(server.Url, "linear", notes);
        visdom.Show(new Snapshot([new Curve("loss", [1, 2])], [], "running"));
        Assert.Equal(("", 1), (notes.ToString(), server.Requests.Count));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A server that answers as a Visdom server does.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public Server(string path, Func<string, JsonNode, (int Status, string Text)> answer, int? port = null, string? type = null)
        {
            Port = port ?? FreePort();
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
                        (context.Response.StatusCode, var text) = answer(context.Request.Url.AbsolutePath, body);
                        context.Response.ContentType = type;
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
