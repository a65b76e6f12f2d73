using Krewe.Silo.Metrics;
using Krewe.Silo.Tests.Admin;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Metrics;

public sealed class MetricsRefresherTests : IDisposable
{
    private readonly TestMeterFactory _meters = new();

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task Refresh_TwoAtOnce_OneSnapshotIsTaken()
    {
        var source = new Source();
        var refresher = Refresher(source);
        var first = refresher.RefreshAsync(CancellationToken.None);
        var second = refresher.RefreshAsync(CancellationToken.None);
        Assert.False(first.IsCompleted || second.IsCompleted);
        source.Snapshot.SetResult(MetricsSnapshot.Empty);
        await Task.WhenAll(first, second);

        Assert.Equal(1, source.Reads);
        await refresher.RefreshAsync(CancellationToken.None);
        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task Refresh_SourceFails_IsAnsweredWithWhatWas()
    {
        var source = new Source();
        source.Snapshot.SetException(new TimeoutException());

        await Refresher(source).RefreshAsync(CancellationToken.None);

        Assert.Equal(1, source.Reads);
    }

    [Fact]
    public async Task Refresh_SourceHangs_IsAnsweredAfterItsPatience()
    {
        var time = new OneTimer();
        var refreshing = Refresher(new Source(), time).RefreshAsync(CancellationToken.None);
        Assert.False(refreshing.IsCompleted);
        Assert.Equal(MetricsRefresher.Patience, time.Due);
        time.Fire!();

        await refreshing;
    }

    private MetricsRefresher Refresher(IMetricsSource source, TimeProvider? time = null) => new(
        new KreweMetrics(_meters, new FixedTime(SampleCluster.Start)),
        source,
        time ?? TimeProvider.System,
        NullLogger<MetricsRefresher>.Instance);

    private sealed class Source : IMetricsSource
    {
        public TaskCompletionSource<MetricsSnapshot> Snapshot { get; } = new();

        public int Reads { get; private set; }

        public Task<MetricsSnapshot> ReadAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Snapshot.Task;
        }
    }

    /// <summary>Remembers its only timer, which the test lets go off.</summary>
    private sealed class OneTimer : TimeProvider
    {
        public TimeSpan Due { get; private set; }

        public Action? Fire { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Due, Fire) = (dueTime, () => callback(state));
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
