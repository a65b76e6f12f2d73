using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>A membership table in memory: one object that all silos of a process share. Rows go in and out as copies.</summary>
internal sealed class InMemoryMembershipTable : IMembershipTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SiloAddress, MembershipEntry> _rows = [];
    private int _version;

    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _rows.Clear();
            _version = 0;
            return Task.CompletedTask;
        }
    }

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var defunct = _rows.Values.Where(row => row.Status == SiloStatus.Dead && row.StartTime < beforeDate.UtcDateTime && row.IAmAliveTime < beforeDate.UtcDateTime);
            foreach (var row in defunct.ToArray())
            {
                _rows.Remove(row.SiloAddress);
            }

            return Task.CompletedTask;
        }
    }

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(new MembershipTableData([.. _rows.Values.Where(row => row.SiloAddress == key).Select(WithETag_NeedsLock)], Version_NeedsLock()));
        }
    }

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(new MembershipTableData([.. _rows.Values.Select(WithETag_NeedsLock)], Version_NeedsLock()));
        }
    }

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(IsCurrent_NeedsLock(tableVersion) && !_rows.ContainsKey(entry.SiloAddress) && Put_NeedsLock(entry));
        }
    }

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(
                IsCurrent_NeedsLock(tableVersion) && etag == ETag(_version) && _rows.ContainsKey(entry.SiloAddress) && Put_NeedsLock(entry));
        }
    }

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_rows.TryGetValue(entry.SiloAddress, out var row))
            {
                row.IAmAliveTime = entry.IAmAliveTime;
            }

            return Task.CompletedTask;
        }
    }

    private bool IsCurrent_NeedsLock(TableVersion next) => next.VersionEtag == ETag(_version);

    private bool Put_NeedsLock(MembershipEntry entry)
    {
        _rows[entry.SiloAddress] = entry.Copy();
        _version++;
        return true;
    }

    /// <summary>As in PostgreSQL, the version is the ETag of every row: whoever writes has seen all of the table.</summary>
    private Tuple<MembershipEntry, string> WithETag_NeedsLock(MembershipEntry row) => Tuple.Create(row.Copy(), ETag(_version));

    private TableVersion Version_NeedsLock() => new(_version, ETag(_version));

    private static string ETag(int version) => version.ToString(CultureInfo.InvariantCulture);
}
