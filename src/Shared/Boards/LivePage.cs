using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

using Examples.Shared.Charts;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Examples.Shared.Boards;

/// <summary>
/// A page on this machine that shows a run: its loss curve as it grows, the same picture as loss.png, its last lines,
/// and a button that ends it as Ctrl-C does.
/// </summary>
internal sealed class LivePage : IBoard
{
    // As many as there are pixels to show them.
    private const int Points = 500;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication _server;
    private readonly ExampleAttribute _example;
    private readonly Action _stop;
    private readonly string _token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly string _nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Snapshot _snapshot = new([], [], "running");

    private LivePage(ExampleAttribute example, int port, Action stop)
    {
        _example = example;
        _stop = stop;
        // Empty: nothing is configured by files of the current folder, nor are those watched.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        _server = builder.Build();
        _server.Use(OnlyFromHere);
        _server.MapGet("/", Page);
        _server.MapGet("/events", context => TypedResults.ServerSentEvents(Events(context)).ExecuteAsync(context));
        _server.MapPost("/stop", Stop);
    }

    /// <summary>Starts the page.</summary>
    /// <param name="example">Whose run it shows.</param>
    /// <param name="port">On the loopback address.</param>
    /// <param name="stop">Ends the run.</param>
    /// <param name="notes">Where its address is noted, or why there is none: the run goes on all the same.</param>
    /// <returns>Null if the port is taken or not allowed.</returns>
    public static LivePage? Start(ExampleAttribute example, int port, Action stop, TextWriter notes)
    {
        var page = new LivePage(example, port, stop);
        try
        {
            page._server.StartAsync().GetAwaiter().GetResult();
            notes.WriteLine($"live: http://127.0.0.1:{port}");
            return page;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            var reason = e is IOException ? "in use" : "not allowed";
            notes.WriteLine($"There is no live page: port {port} is {reason}. --live=PORT takes another; training goes on.");
            page.Dispose();
            return null;
        }
    }

    public void Show(Snapshot snapshot)
    {
        _snapshot = snapshot;
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public void Dispose()
    {
        // The last event is on its way to whoever looks.
        using var patience = new CancellationTokenSource(s_patience);
        _server.StopAsync(patience.Token).GetAwaiter().GetResult();
        _server.DisposeAsync().AsTask().Wait(s_patience);
    }

    /// <summary>Another site's page can send requests here too: it has another Origin, or a name of its own for this address.</summary>
    private static Task OnlyFromHere(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isHere = IsLoopback(context.Request.Host.Host) && (origin.Length == 0 || origin == $"http://{context.Request.Host}");
        if (isHere)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This page is only for this machine.");
    }

    private static bool IsLoopback(string host) => host is "127.0.0.1" or "localhost";

    private Task Page(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{_nonce}'; script-src 'nonce-{_nonce}'; img-src data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(LiveHtml.Of(_example.Name, _token, _nonce));
    }

    private Task Stop(HttpContext context)
    {
        if (context.Request.Headers["X-Token"] == _token)
        {
            _stop();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    /// <summary>Each has the whole picture: whoever comes late or again sees all of it.</summary>
    private async IAsyncEnumerable<string> Events(HttpContext context)
    {
        bool? log = context.Request.Query["scale"].ToString() switch { "log" => true, "linear" => false, _ => null };
        while (true)
        {
            var (next, snapshot) = (_next.Task, _snapshot);
            yield return Event(snapshot, log);
            if (snapshot.Status != "running")
            {
                yield break;
            }

            await next.WaitAsync(context.RequestAborted);
        }
    }

    private string Event(Snapshot snapshot, bool? log)
    {
        var chart = LossChart.Of(_example, snapshot.Curves, log, Points);
        var last = snapshot.Curves is [.., { Losses: [.., var loss] } curve]
            ? $"epoch {curve.Losses.Count - 1}, loss {PythonText.Format(loss, "F6")}"
            : "no loss yet";
        return JsonSerializer.Serialize(new
        {
            token = _token,
            svg = Picture.CanBeDrawn ? Convert.ToBase64String(new Figure(chart).Svg()) : "",
            lines = snapshot.Lines,
            status = snapshot.Status,
            last,
        });
    }

    /// <summary>Leaves signals to the program: by default the server would take them too, and Ctrl-\ would end nothing.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
