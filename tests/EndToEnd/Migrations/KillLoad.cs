using System.Collections.Concurrent;
using System.Text;

namespace Krewe.EndToEnd.Migrations;

/// <summary>Requests, one after the other from several callers, until it is ended.</summary>
internal sealed class KillLoad : IAsyncDisposable
{
    private const int Callers = 6;

    private static readonly Uri Path = new($"/v2/models/{KillCluster.Model}/infer", UriKind.Relative);

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task _running;
    private int _requests;

    public KillLoad(HttpClient http) => _running = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => RunAsync(http)));

    public int Requests => _requests;

    public IReadOnlyList<string> Failures => [.. _failures];

    /// <summary>Ends when each request has its answer. Can be repeated.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    private async Task RunAsync(HttpClient http)
    {
        while (!_end.IsCancellationRequested)
        {
            using var body = new StringContent("""{"parameters":{"timeout":30000000},"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""", Encoding.UTF8, "application/json");
            Interlocked.Increment(ref _requests);
            try
            {
                using var answer = await http.PostAsync(Path, body);
                if (!answer.IsSuccessStatusCode)
                {
                    _failures.Enqueue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                _failures.Enqueue(exception.Message);
            }
        }
    }
}
