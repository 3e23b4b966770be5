namespace Examples.Bench;

/// <summary>Somebody who has the live page open: reads its events from when they begin until they end.</summary>
internal sealed class Watcher : IDisposable
{
    public const int Port = 18097;

    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;

    public Watcher() => _reading = Task.Run(Read);

    public void Dispose()
    {
        _end.Cancel();
        _reading.Wait();
        _end.Dispose();
    }

    private async Task Read()
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var events = await http.GetStreamAsync($"http://127.0.0.1:{Port}/events", _end.Token);
                await events.CopyToAsync(Stream.Null, _end.Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The page is not there yet, or no more.
                await Task.Delay(20);
            }
        }
    }
}
