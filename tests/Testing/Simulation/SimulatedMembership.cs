using Krewe.Runtime.Membership;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>The membership table of a simulation, and what it may never do: go back in a silo's states or in its version.</summary>
internal sealed class SimulatedMembership(Sabotage sabotage, Action<string, string> record)
{
    private readonly InMemoryMembershipTable _table = new();
    private Dictionary<SiloAddress, SiloStatus> _statuses = [];

    /// <summary>The version now.</summary>
    public int Version { get; private set; }

    /// <summary>What was against the rules; null while nothing was.</summary>
    public string? Broken { get; private set; }

    public bool HidesOwnDeath => sabotage.HasFlag(Sabotage.DeathIgnored);

    public SiloStatus StatusOf(SiloAddress silo) => _statuses.GetValueOrDefault(silo);

    public T Read<T>(Func<InMemoryMembershipTable, Task<T>> read) => read(_table).GetAwaiter().GetResult();

    public bool Change(Func<InMemoryMembershipTable, Task> change)
    {
        change(_table).GetAwaiter().GetResult();
        Look();
        return true;
    }

    public bool Insert(MembershipEntry row, TableVersion version) => Written(_table.InsertRowAsync(row, Seen(version)).Result, row);

    public bool Update(MembershipEntry row, string etag, TableVersion version) =>
        Written(_table.UpdateRowAsync(row, Seen(version) == version ? etag : Newest().VersionEtag, Seen(version)).Result, row);

    private TableVersion Newest() => _table.ReadAllAsync().Result.Version;

    private TableVersion Seen(TableVersion version) =>
        sabotage.HasFlag(Sabotage.MembershipWithoutCompare) && version.VersionEtag != Newest().VersionEtag ? Newest().Next() : version;

    private bool Written(bool won, MembershipEntry row)
    {
        if (won)
        {
            Look();
            record("member", $"{row.SiloAddress} {row.Status} at version {Version}");
        }

        return won;
    }

    private void Look()
    {
        MembershipTableData data = _table.ReadAllAsync().Result;
        Dictionary<SiloAddress, SiloStatus> now = data.Members.ToDictionary(row => row.Item1.SiloAddress, row => row.Item1.Status);
        foreach ((SiloAddress silo, SiloStatus status) in now)
        {
            if (status < StatusOf(silo))
            {
                Broken ??= $"the membership table took {silo} from {StatusOf(silo)} back to {status}";
            }
        }

        if (data.Version.Version < Version)
        {
            Broken ??= $"the membership table went from version {Version} back to {data.Version.Version}";
        }

        (_statuses, Version) = (now, data.Version.Version);
    }
}
