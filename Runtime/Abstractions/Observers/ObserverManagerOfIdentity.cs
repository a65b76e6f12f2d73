using System.Collections;
using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

/// <summary>
/// The observers of a grain, kept by the grain: they subscribe again from time to time, and those that do not, or that fail, are dropped.
/// For one grain, which is why it takes no lock.
/// </summary>
/// <typeparam name="TIdentity">What observers are known by.</typeparam>
/// <typeparam name="TObserver">The observer's interface.</typeparam>
public partial class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
    where TObserver : notnull
{
    private readonly Dictionary<TIdentity, (TObserver Observer, DateTime LastSeen)> _observers = [];
    private readonly ILogger _log;

    /// <inheritdoc cref="ObserverManager{TIdentity, TObserver}"/>
    /// <param name="expiration">After how long an observer that did not subscribe again is dropped.</param>
    /// <param name="log">Told of observers that failed.</param>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
    }

    /// <summary>After how long an observer that did not subscribe again is dropped.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>The clock, in UTC; the system's by default.</summary>
    public Func<DateTime> GetDateTime { get; set; } = static () => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>How many there are, those included that have expired and were not looked at since.</summary>
    public int Count => _observers.Count;

    /// <summary>The observers by what they are known by.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _observers.ToDictionary(one => one.Key, one => one.Value.Observer);

    /// <summary>Drops all.</summary>
    public void Clear() => _observers.Clear();

    /// <summary>Adds an observer, or notes that it is still there.</summary>
    /// <param name="id">What it is known by.</param>
    /// <param name="observer">The observer.</param>
    public void Subscribe(TIdentity id, TObserver observer) => _observers[id] = (observer, GetDateTime());

    /// <summary>Drops an observer.</summary>
    /// <param name="id">What it is known by.</param>
    public void Unsubscribe(TIdentity id) => _observers.Remove(id);

    /// <summary>Calls all observers at once, and drops those that fail or have expired.</summary>
    /// <param name="notification">The call.</param>
    /// <param name="predicate">Which; null for all.</param>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var called = Due(predicate).Select(async one =>
        {
            try
            {
                await notification(one.Observer);
                return null;
            }
            catch (Exception exception)
            {
                return new Failed(one, exception);
            }
        }).ToArray();
        foreach (var failed in await Task.WhenAll(called))
        {
            Drop(failed);
        }
    }

    /// <summary>Calls all observers by methods that nobody waits for, and drops those that have expired or cannot be sent to.</summary>
    /// <param name="notification">The call.</param>
    /// <param name="predicate">Which; null for all.</param>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var one in Due(predicate))
        {
            try
            {
                notification(one.Observer);
            }
            catch (Exception exception)
            {
                Drop(new Failed(one, exception));
            }
        }
    }

    /// <summary>Drops those that have expired.</summary>
    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, _) in _observers.Where(one => one.Value.LastSeen + ExpirationDuration < now).ToArray())
        {
            _observers.Remove(id);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _observers.Values.Select(one => one.Observer).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private One[] Due(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _observers
            .Where(one => predicate is null || predicate(one.Value.Observer))
            .Select(one => new One(one.Key, one.Value.Observer, one.Value.LastSeen))];
    }

    /// <summary>One that subscribed again while it was called stays.</summary>
    private void Drop(Failed? failed)
    {
        if (failed is { Who: var one, Reason: var reason } && _observers.TryGetValue(one.Id, out var now) && now.LastSeen == one.LastSeen)
        {
            Log.Dropped(_log, one.Id, reason.Message);
            _observers.Remove(one.Id);
        }
    }

    private sealed record One(TIdentity Id, TObserver Observer, DateTime LastSeen);

    private sealed record Failed(One Who, Exception Reason);

    private static partial class Log
    {
        [LoggerMessage(7240, LogLevel.Information, "KRW7240: The observer {Observer} failed and was dropped: {Reason}")]
        public static partial void Dropped(ILogger logger, object observer, string reason);
    }
}
