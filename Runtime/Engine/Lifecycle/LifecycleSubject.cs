using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Runtime.Lifecycle;

/// <summary>Stages with observers: starts ascend and end at the first error, stops descend from the stage that was reached and go on after errors.</summary>
internal abstract partial class LifecycleSubject(ILogger logger) : ILifecycleObservable
{
    private readonly List<Subscription> _subscriptions = [];
    private int? _reached;

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (_reached is { } reached && reached >= stage)
        {
            throw new InvalidOperationException($"KRW7011: {observerName} wants to take part in stage {stage}, but stage {reached} has been reached.");
        }

        var subscription = new Subscription(this, observerName, stage, observer);
        _subscriptions.Add(subscription);
        return subscription;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages(descending: false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _reached = stage.Key;
            await Task.WhenAll(stage.Select(subscription => subscription.Observer.OnStart(cancellationToken)));
            HighestCompletedStage = stage.Key;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages(descending: true).Where(stage => stage.Key <= _reached))
        {
            foreach (var subscription in stage)
            {
                try
                {
                    await subscription.Observer.OnStop(cancellationToken);
                }
                catch (Exception exception)
                {
                    Log.StopFailed(logger, subscription.Name, stage.Key, exception);
                }
            }

            LowestStoppedStage = stage.Key;
        }
    }

    private List<IGrouping<int, Subscription>> Stages(bool descending)
    {
        var groups = _subscriptions.GroupBy(subscription => subscription.Stage);
        return [.. descending ? groups.OrderByDescending(group => group.Key) : groups.OrderBy(group => group.Key)];
    }

    private sealed class Subscription(LifecycleSubject subject, string name, int stage, ILifecycleObserver observer) : IDisposable
    {
        public string Name => name;

        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose() => subject._subscriptions.Remove(this);
    }

    private static partial class Log
    {
        [LoggerMessage(7011, LogLevel.Error, "{Observer} failed to stop in stage {Stage}")]
        public static partial void StopFailed(ILogger logger, string observer, int stage, Exception exception);
    }
}
