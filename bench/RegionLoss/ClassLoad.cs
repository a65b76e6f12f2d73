using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Krewe.Bench.RegionLoss;

/// <summary>Requests to one model at an even rate, half of them to a front of each region; once the one of the lost region is gone all go to the other.</summary>
internal sealed class ClassLoad : IDisposable
{
    private const string Body = """{"parameters":{"timeout":30000000},"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""";

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<ClassAnswer> _answers = [];
    private readonly string _model;
    private readonly Func<HttpClient> _home;
    private readonly Func<HttpClient> _other;
    private readonly Task _sending;
    private int _atHome;
    private volatile bool _homeLost;

    public ClassLoad(string model, double rate, Func<HttpClient> home, Func<HttpClient> other)
    {
        (_model, _home, _other) = (model, home, other);
        _sending = SendAsync(rate);
    }

    public string Model => _model;

    /// <summary>Requests that the lost region's front has and has not answered.</summary>
    public int InFlightAtHome => Volatile.Read(ref _atHome);

    public IReadOnlyCollection<ClassAnswer> Answers => _answers;

    /// <summary>From now on all go to the other region's front.</summary>
    public void LeaveHome() => _homeLost = true;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendAsync(double rate)
    {
        var running = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / rate));
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            running.Add(AskAsync(home: number % 2 == 0 && !_homeLost));
            await timer.WaitForNextTickAsync();
        }

        await Task.WhenAll(running);
    }

    private async Task AskAsync(bool home)
    {
        var began = Stopwatch.GetTimestamp();
        var status = 0;
        if (home)
        {
            Interlocked.Increment(ref _atHome);
        }

        try
        {
            using var content = new StringContent(Body, Encoding.UTF8, "application/json");
            using var response = await (home ? _home() : _other()).PostAsync(new Uri($"/v2/models/{_model}/infer", UriKind.Relative), content);
            await response.Content.ReadAsByteArrayAsync();
            status = (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            // Its front is gone: nobody knows what became of it.
        }
        finally
        {
            if (home)
            {
                Interlocked.Decrement(ref _atHome);
            }
        }

        _answers.Add(new ClassAnswer(began, Stopwatch.GetElapsedTime(began).TotalMilliseconds, status, home));
    }
}
