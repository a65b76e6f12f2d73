using Krewe.Runtime.Membership;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

/// <summary>A table that can be away (each operation fails) or stall (no operation ends).</summary>
internal sealed class TableUnderTest : IMembershipTable
{
    private readonly InMemoryMembershipTable _table = new();

    public bool IsAway { get; set; }

    public bool Stalls { get; set; }

    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default) =>
        Through(() => _table.InitializeMembershipTableAsync(tryInitTableVersion, cancellationToken));

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default) =>
        Through(() => _table.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken));

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default) =>
        Through(() => _table.CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken));

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) =>
        Through(() => _table.ReadRowAsync(key, cancellationToken));

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) =>
        Through(() => _table.ReadAllAsync(cancellationToken));

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        Through(() => _table.InsertRowAsync(entry, tableVersion, cancellationToken));

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        Through(() => _table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken));

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default) =>
        Through(() => _table.UpdateIAmAliveAsync(entry, cancellationToken));

    private T Through<T>(Func<T> operation) where T : Task =>
        IsAway ? throw new IOException("The table is away.")
        : Stalls ? (T)(typeof(T) == typeof(Task<bool>) ? Never<bool>() : typeof(T) == typeof(Task) ? Never<int>() : (Task)Never<MembershipTableData>())
        : operation();

    private static Task<TResult> Never<TResult>() => new TaskCompletionSource<TResult>().Task;
}
