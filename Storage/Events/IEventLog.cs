namespace Krewe.Storage.Events;

/// <summary>
/// What must not be lost: events in one order, each delivered at least once to every group of consumers. A consumer claims events for a time,
/// its lease, and acknowledges them; what is not acknowledged by then is delivered again. Events may come twice, and then not in order.
/// </summary>
public interface IEventLog
{
    /// <summary>The log's name.</summary>
    string Name { get; }

    /// <summary>Appends an event; it is kept when this returns. Events of one caller keep their order.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="cancellationToken">Gives up; the event is then not appended, unless it was already sent.</param>
    /// <returns>The event's number, from 1, without gaps.</returns>
    /// <exception cref="StorageException">The log is full (KRW6009); the database is away (KRW6005, KRW6006).</exception>
    Task<long> AppendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default);

    /// <summary>Adds a group of consumers. One that is there stays as it is.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="start">The first event that it sees.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task AddGroupAsync(string group, EventLogStart start, CancellationToken cancellationToken = default);

    /// <summary>Removes a group, and with it what holds back the removal of events for it.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RemoveGroupAsync(string group, CancellationToken cancellationToken = default);

    /// <summary>The names of the groups, ordered.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<string>> GetGroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>Claims events that no other consumer of the group holds: first those whose lease is over, then new ones, the oldest first.</summary>
    /// <param name="group">The group.</param>
    /// <param name="max">The most events; 1 to 10,000.</param>
    /// <param name="lease">For how long they are this consumer's; more than zero, by the log's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The events; empty when there is nothing to do.</returns>
    /// <exception cref="StorageException">The group is not there (KRW6010); the database is away (KRW6005, KRW6006).</exception>
    Task<EventClaim> ClaimAsync(string group, int max, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>Acknowledges events of a claim: the group never sees them again. Said twice it says the same.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="sequences">Some of its events; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many of them are acknowledged now; fewer when another consumer claimed some after the lease was over.</returns>
    Task<int> AcknowledgeAsync(EventClaim claim, IReadOnlyCollection<long>? sequences = null, CancellationToken cancellationToken = default);

    /// <summary>How far a group is behind; also published as the metric <c>krewe_event_log_lag</c>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The group is not there (KRW6010); the database is away (KRW6005, KRW6006).</exception>
    Task<EventLogLag> GetLagAsync(string group, CancellationToken cancellationToken = default);

    /// <summary>Removes the events that all groups acknowledged and that are older than <see cref="EventLogOptions.MaxAge"/>; never others.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many.</returns>
    Task<long> TrimAsync(CancellationToken cancellationToken = default);
}
