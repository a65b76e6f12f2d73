using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// Where the silos of a cluster agree on who belongs to it. Every change of a row goes together with the next version of the table, and
/// only when the table still has the version that the writer had read: of several writers at one version exactly one wins.
/// </summary>
public interface IMembershipTable
{
    /// <summary>Makes the table ready for use.</summary>
    /// <param name="tryInitTableVersion">Whether to make the version where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default);

    /// <summary>Deletes a cluster's rows and version.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default);

    /// <summary>Deletes rows of dead silos that neither started nor were heard of since then. The version stays.</summary>
    /// <param name="beforeDate">Since when.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default);

    /// <summary>Reads the version and one row, which may be absent.</summary>
    /// <param name="key">The silo.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default);

    /// <summary>Reads the version and all rows as they were at one instant.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a row. False when the table has another version or the row is there.</summary>
    /// <param name="entry">The row.</param>
    /// <param name="tableVersion">The next version of the one that was read, by <see cref="TableVersion.Next"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default);

    /// <summary>Replaces a row. False when table or row have changed since they were read, or the row is not there.</summary>
    /// <param name="entry">The row.</param>
    /// <param name="etag">The row's ETag as read.</param>
    /// <param name="tableVersion">The next version of the one that was read, by <see cref="TableVersion.Next"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default);

    /// <summary>Sets <see cref="MembershipEntry.IAmAliveTime"/> and nothing else; the version stays. Nothing happens when the row is not there.</summary>
    /// <param name="entry">Names the silo and the time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="InitializeMembershipTableAsync"/>
    [Obsolete("Use InitializeMembershipTableAsync.")]
    Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion);

    /// <inheritdoc cref="DeleteMembershipTableEntriesAsync"/>
    [Obsolete("Use DeleteMembershipTableEntriesAsync.")]
    Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId);

    /// <inheritdoc cref="CleanupDefunctSiloEntriesAsync"/>
    [Obsolete("Use CleanupDefunctSiloEntriesAsync.")]
    Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate);

    /// <inheritdoc cref="ReadRowAsync"/>
    [Obsolete("Use ReadRowAsync.")]
    Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key);

    /// <inheritdoc cref="ReadAllAsync"/>
    [Obsolete("Use ReadAllAsync.")]
    Task<MembershipTableData> ReadAll() => ReadAllAsync();

    /// <inheritdoc cref="InsertRowAsync"/>
    [Obsolete("Use InsertRowAsync.")]
    Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion);

    /// <inheritdoc cref="UpdateRowAsync"/>
    [Obsolete("Use UpdateRowAsync.")]
    Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion);

    /// <inheritdoc cref="UpdateIAmAliveAsync"/>
    [Obsolete("Use UpdateIAmAliveAsync.")]
    Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry);
}
