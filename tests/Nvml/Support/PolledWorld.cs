namespace Krewe.Nvml.Tests.Support;

/// <summary>A poller over a fake, whose rounds the test runs, a second apart.</summary>
public sealed class PolledWorld : IDisposable
{
    private readonly SteppingTime _time = new();

    public PolledWorld(string scenario, Func<NvmlPollerOptions, NvmlPollerOptions>? change = null)
    {
        Fake = new FakeNvml(scenario);
        var options = new NvmlPollerOptions { Load = Fake.Options, SlowPeriod = TimeSpan.FromSeconds(5) };
        Poller = new NvmlPoller(change?.Invoke(options) ?? options, _time);
    }

    public FakeNvml Fake { get; }

    public NvmlPoller Poller { get; }

    public DateTimeOffset Now => _time.Now;

    public void Round()
    {
        _time.Now += TimeSpan.FromSeconds(1);
        Fake.Advance(TimeSpan.FromSeconds(1));
        Poller.RunRound();
    }

    public void Rounds(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Round();
        }
    }

    public List<GpuEvent> Events()
    {
        var events = new List<GpuEvent>();
        while (Poller.Events.TryRead(out var happened))
        {
            events.Add(happened);
        }

        return events;
    }

    public void Dispose()
    {
        Poller.Dispose();
        Fake.Dispose();
    }
}
