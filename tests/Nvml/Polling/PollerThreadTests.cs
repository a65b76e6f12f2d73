using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Polling;

/// <summary>The poller's threads: events, hangs, the end. Each test waits for what it expects, as long as it takes.</summary>
public sealed class PollerThreadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private FakeNvml? _fake;
    private NvmlPoller? _poller;

    public void Dispose()
    {
        _poller?.Dispose();
        _fake?.Dispose();
    }

    [FakeFact]
    public async Task Xid_OfADevice_IsToldAndCounted()
    {
        Start("gpu.0.like = h100\ngpu.1.like = h100");
        await UntilAsync(() => _poller!.Count == 2);
        // A set does not tell what was before it: again, until it is heard.
        var heard = await UntilAsync(() =>
        {
            _fake!.Post(1, NvmlEventTypes.XidCriticalError, 79);
            return _poller!.Read()[1].LastXid == 79;
        });
        Assert.True(heard);
        var snapshot = _poller!.Read()[1];
        Assert.True(snapshot.XidCount > 0 && snapshot.LastXidAt is not null);
        Assert.Null(_poller.Read()[0].LastXid);
        while (await _poller.Events.WaitToReadAsync().AsTask().WaitAsync(Patience) && _poller.Events.TryRead(out var happened))
        {
            if (happened.Kind == GpuEventKind.Reported)
            {
                Assert.Equal((snapshot.Identity.Uuid, 79UL), (happened.Uuid, happened.Xid));
                break;
            }
        }
    }

    [FakeFact]
    public async Task Hang_OfOneDevice_CostsThatDeviceOnly()
    {
        Start("gpu.0.like = h100\ngpu.1.like = h100\ngpu.2.like = h100");
        await UntilAsync(() => _poller!.Count == 3);
        _fake!.Load("gpu.1.hang.nvmlDeviceGetPowerUsage = 1");
        await UntilAsync(() => _poller!.Read()[1].State == GpuState.Hung);
        Assert.Equal(NvmlFunction.DeviceGetPowerUsage, _poller!.Read()[1].HungIn);
        Assert.Equal(1, _poller.Status.HungThreads);
        var at = _poller.Read()[2].At;
        await UntilAsync(() => _poller.Read()[2].At > at && _poller.Read()[0].At > at);
        Assert.Equal(GpuState.Hung, _poller.Read()[1].State);
        _fake.Load("gpu.1.hang.nvmlDeviceGetPowerUsage = 0");
        await UntilAsync(() => _poller.Read()[1].State == GpuState.Present && _poller.Status.HungThreads == 0);
        Assert.Equal(70.0, _poller.Read()[1].PowerWatts);
        Assert.Equal(
            [GpuEventKind.Hung, GpuEventKind.Returned],
            ReadEvents().Where(happened => happened.Kind != GpuEventKind.Appeared).Select(happened => happened.Kind));
    }

    [FakeFact]
    public async Task Hang_OfTheLibrary_IsSaidAndEnds()
    {
        Start("gpu.0.like = h100");
        await UntilAsync(() => _poller!.Count == 1);
        _fake!.Load("hang.nvmlDeviceGetCount_v2 = 1");
        await UntilAsync(() => _poller!.Status.State == NvmlPollerState.Hung);
        Assert.Contains("nvmlDeviceGetCount_v2", _poller!.Status.Problem, StringComparison.Ordinal);
        _fake.Load("hang.nvmlDeviceGetCount_v2 = 0");
        await UntilAsync(() => _poller.Status.State == NvmlPollerState.Running);
        Assert.Equal("", _poller.Status.Problem);
    }

    [FakeFact]
    public async Task Loss_AndReturn_AreSeenByTheThreads()
    {
        Start("gpu.0.like = h100\ngpu.1.like = h100");
        await UntilAsync(() => _poller!.Count == 2);
        _fake!.Load("gpu.0.lost = 1");
        await UntilAsync(() => _poller!.Read()[0].State == GpuState.Lost);
        _fake.Load("gpu.0.lost = 0");
        await UntilAsync(() => _poller!.Read()[0].State == GpuState.Present);
    }

    [FakeFact]
    public async Task Dispose_OfARunningPoller_ShutsTheLibraryDown()
    {
        Start("gpu.0.like = h100");
        await UntilAsync(() => _poller!.Count == 1);
        _poller!.Dispose();
        Assert.Equal(0, _fake!.Inits);
        Assert.Equal(0, _fake.Alive);
        Assert.Equal(NvmlPollerState.Stopped, _poller.Status.State);
        Assert.True(_poller.Events.Completion.IsCompleted || _poller.Events.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(_poller.Start);
    }

    private void Start(string scenario)
    {
        _fake = new FakeNvml(scenario);
        _poller = new NvmlPoller(new NvmlPollerOptions
        {
            Load = _fake.Options,
            FastPeriod = TimeSpan.FromMilliseconds(20),
            SlowPeriod = TimeSpan.FromMilliseconds(100),
            CallTimeout = TimeSpan.FromMilliseconds(400),
            EventWait = TimeSpan.FromMilliseconds(50),
            LostPeriod = TimeSpan.FromMilliseconds(50),
        });
        _poller.Start();
    }

    private List<GpuEvent> ReadEvents()
    {
        var events = new List<GpuEvent>();
        while (_poller!.Events.TryRead(out var happened))
        {
            events.Add(happened);
        }

        return events;
    }

    /// <summary>Looks after each round; and without rounds, when nothing comes for a while.</summary>
    private async Task<bool> UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }

        return true;
    }
}
