using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Krewe.Storage.Events;

/// <summary>An event log in memory, for one process and for simulations: as the others, but nothing outlives the process.</summary>
/// <param name="name">The log's name.</param>
/// <param name="options">Its bounds.</param>
/// <param name="time">The clock of leases and ages.</param>
/// <param name="metrics">Gets the lags; may be null.</param>
public sealed class InMemoryEventLog(string name, EventLogOptions options, TimeProvider time, EventLogMetrics? metrics = null) : IEventLog
{
    private readonly Lock _gate = new();

    // All guarded by _gate.
    private readonly SortedDictionary<long, (byte[] Payload, DateTimeOffset At)> _events = [];
    private readonly Dictionary<string, GroupState> _groups = new(StringComparer.Ordinal);
    private long _last;
    private long _trimmed;
    private long _tokens;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<long> AppendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) => Locked(() =>
    {
        if (_last - _trimmed >= options.MaxEvents && options.Overflow == EventLogOverflow.DropOldestAcknowledged)
        {
            TrimTo_NeedsLock(_last + 1 - options.MaxEvents);
        }

        if (_last - _trimmed >= options.MaxEvents)
        {
            throw EventLogErrors.Full(name, options);
        }

        _events.Add(++_last, (payload.ToArray(), time.GetUtcNow()));
        return _last;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task AddGroupAsync(string group, EventLogStart start, CancellationToken cancellationToken = default) => Locked(() =>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(group);
        return _groups.TryAdd(group, new GroupState { ClaimedTo = start == EventLogStart.Oldest ? _trimmed : _last });
    }, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveGroupAsync(string group, CancellationToken cancellationToken = default) => Locked(() =>
    {
        metrics?.Forget(name, group);
        return _groups.Remove(group);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<string>>(() => [.. _groups.Keys.Order(StringComparer.Ordinal)], cancellationToken);

    /// <inheritdoc/>
    public Task<EventClaim> ClaimAsync(string group, int max, TimeSpan lease, CancellationToken cancellationToken = default) => Locked(() =>
    {
        EventLogErrors.ThrowIfInvalid(group, max, lease);
        var state = Group_NeedsLock(group);
        var now = time.GetUtcNow();
        var claimed = state.Claims.Where(claim => !claim.Value.Acknowledged && claim.Value.ExpiresAt <= now).Select(claim => claim.Key).Take(max).ToList();
        while (claimed.Count < max && state.ClaimedTo < _last)
        {
            claimed.Add(++state.ClaimedTo);
        }

        var tokenBytes = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(tokenBytes, ++_tokens);
        var token = new Guid(tokenBytes, bigEndian: true);
        foreach (var sequence in claimed)
        {
            var deliveries = state.Claims.TryGetValue(sequence, out var before) ? before.Deliveries + 1 : 1;
            state.Claims[sequence] = new ClaimState(token, now + lease, deliveries, false);
        }

        Saw_NeedsLock(group, state);
        return new EventClaim(group, token, [.. claimed.Order().Select(sequence => new LoggedEvent(
            sequence, _events[sequence].Payload, _events[sequence].At, state.Claims[sequence].Deliveries))]);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<int> AcknowledgeAsync(EventClaim claim, IReadOnlyCollection<long>? sequences = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Locked(() =>
        {
            var state = Group_NeedsLock(claim.Group);
            var wanted = (sequences ?? [.. claim.Events.Select(one => one.Sequence)]).ToImmutableSortedSet();
            foreach (var sequence in wanted)
            {
                if (state.Claims.TryGetValue(sequence, out var held) && held.Token == claim.Token)
                {
                    state.Claims[sequence] = held with { Acknowledged = true };
                }
            }

            var acknowledged = wanted.Count(sequence => state.IsAcknowledged(sequence));
            state.Settle();
            Saw_NeedsLock(claim.Group, state);
            return acknowledged;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<EventLogLag> GetLagAsync(string group, CancellationToken cancellationToken = default) => Locked(() =>
    {
        var state = Group_NeedsLock(group);
        var oldest = _events.Where(one => !state.IsAcknowledged(one.Key)).Select(one => (DateTimeOffset?)one.Value.At).FirstOrDefault();
        return new EventLogLag(Saw_NeedsLock(group, state), oldest is { } at ? time.GetUtcNow() - at : TimeSpan.Zero);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<long> TrimAsync(CancellationToken cancellationToken = default) => Locked(() =>
    {
        var before = _trimmed;
        var cutoff = time.GetUtcNow() - options.MaxAge;
        TrimTo_NeedsLock(_events.Where(one => one.Value.At >= cutoff).Select(one => (long?)one.Key).FirstOrDefault() - 1 ?? _last);
        return _trimmed - before;
    }, cancellationToken);

    private Task<T> Locked<T>(Func<T> run, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            lock (_gate)
            {
                return Task.FromResult(run());
            }
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private GroupState Group_NeedsLock(string group) => _groups.GetValueOrDefault(group) ?? throw EventLogErrors.UnknownGroup(name, group);

    private long Saw_NeedsLock(string group, GroupState state)
    {
        var lag = _last - state.AcknowledgedTo(_trimmed) - state.Claims.Count(claim => claim.Value.Acknowledged);
        metrics?.Saw(name, group, lag);
        return lag;
    }

    private void TrimTo_NeedsLock(long sequence)
    {
        // Without a group nobody has seen anything yet.
        var to = Math.Min(sequence, _groups.Count == 0 ? 0 : _groups.Values.Min(group => group.AcknowledgedTo(_trimmed)));
        while (_trimmed < to)
        {
            _events.Remove(++_trimmed);
        }
    }

    private sealed record ClaimState(Guid Token, DateTimeOffset ExpiresAt, int Deliveries, bool Acknowledged);

    private sealed class GroupState
    {
        public SortedDictionary<long, ClaimState> Claims { get; } = [];

        public long ClaimedTo { get; set; }

        /// <summary>All up to it are acknowledged; events that were removed are.</summary>
        public long AcknowledgedTo(long trimmed) => Math.Max(trimmed, Claims.Count == 0 ? ClaimedTo : Claims.Keys.First() - 1);

        public bool IsAcknowledged(long sequence) =>
            Claims.TryGetValue(sequence, out var claim) ? claim.Acknowledged : sequence <= ClaimedTo;

        /// <summary>Forgets the claims below the first that is not acknowledged.</summary>
        public void Settle()
        {
            while (Claims.Count > 0 && Claims.First() is { Value.Acknowledged: true } first)
            {
                Claims.Remove(first.Key);
            }
        }
    }
}
