using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Examples.Shared.Boards;

/// <summary>
/// Sends the loss curve to a running Visdom server, the whole thinned curve again and again: that can be repeated
/// safely, survives a closed pane or a server that comes back, and costs the server a millisecond or two.
/// </summary>
internal sealed class Visdom : IBoard
{
    private const int Points = 1000;

    // Where a redirect leads, there is no Visdom that was asked for.
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(3) };
    private readonly Uri _server;
    private readonly string _window;
    private readonly TextWriter _notes;
    private string _problem = "";

    /// <param name="url">The server's, such as http://localhost:8097, with a path if it was started with one.</param>
    /// <param name="window">The name of the window.</param>
    /// <param name="notes">Where a problem is said, once.</param>
    public Visdom(string url, string window, TextWriter notes)
    {
        _server = new Uri(url.TrimEnd('/') + "/");
        _window = window;
        _notes = notes;
    }

    public void Show(Snapshot snapshot)
    {
        if (snapshot.Curves.All(curve => curve.Losses.Count == 0))
        {
            return;
        }

        try
        {
            using var content = new StringContent(Message(snapshot.Curves));
            using var answer = _http.PostAsync(new Uri(_server, "events"), content).GetAwaiter().GetResult();
            var text = Encoding.UTF8.GetString(answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult());

            // Another web server answers 200 too, with a page of its own; Visdom with the window.
            Say(answer.StatusCode switch
            {
                HttpStatusCode.OK => text == _window ? "" : $"What answers at {_server} is not Visdom.",
                HttpStatusCode.BadRequest => $"Visdom at {_server} asks for a login; start it without -enable_login.",
                HttpStatusCode.NotFound =>
                    $"There is no Visdom at {_server}; was it started with a -base_url? Then the URL takes that path.",
                var status => $"Visdom at {_server} could not show the curve: it answered {(int)status}.",
            });
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Say($"Visdom does not answer at {_server}; '{Python.Command} -m visdom.server' starts one. Training goes on.");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Says a problem when it begins, and that it is over.</summary>
    private void Say(string problem)
    {
        if (problem != _problem)
        {
            _notes.WriteLine(problem.Length > 0 ? problem : $"Visdom at {_server} shows the curve again.");
            _problem = problem;
        }
    }

    private string Message(IReadOnlyList<Curve> curves)
    {
        var message = new JsonObject
        {
            ["win"] = _window,
            ["eid"] = "main",
            ["data"] = new JsonArray([.. curves.Select(Line)]),
            ["layout"] = new JsonObject
            {
                ["title"] = $"{_window}: loss",
                ["showlegend"] = curves.Count > 1,
                ["xaxis"] = new JsonObject { ["title"] = "epoch" },
                ["yaxis"] = new JsonObject { ["title"] = "loss" },
            },
            ["opts"] = new JsonObject { ["title"] = _window },
        };
        return message.ToJsonString();
    }

    private static JsonNode Line(Curve curve)
    {
        var (epochs, losses) = curve.Outline(Points);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines+markers",
            ["name"] = curve.Name,
            ["x"] = new JsonArray([.. epochs.Select(epoch => JsonValue.Create(epoch))]),

            // A gap for what is not finite: the page of a window with a NaN freezes.
            ["y"] = new JsonArray([.. losses.Select(loss => double.IsFinite(loss) ? JsonValue.Create(loss) : null)]),
        };
    }
}
