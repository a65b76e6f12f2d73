using Krewe.Runtime.Membership;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>One silo's way to the membership table.</summary>
internal sealed class SimulatedMembershipTable(SimulatedMembership shared, SimulatedDatabase database, SimulatedMember silo) : IMembershipTable
{
    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default) =>
        Perform("open the membership", () => true);

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Nobody deletes a simulated membership.");

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default) =>
        Perform("clean up the membership", () => shared.Change(table => table.CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None)));

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) =>
        ReadAsync(table => table.ReadRowAsync(key, CancellationToken.None));

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(static table => table.ReadAllAsync(CancellationToken.None));

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default)
    {
        MembershipEntry row = entry.Copy();
        return Perform($"insert {row.SiloAddress} as {row.Status}", () => shared.Insert(row, tableVersion));
    }

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default)
    {
        MembershipEntry row = entry.Copy();
        return Perform($"update {row.SiloAddress} to {row.Status}", () => shared.Update(row, etag, tableVersion));
    }

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default)
    {
        MembershipEntry row = entry.Copy();
        return Perform($"say that {row.SiloAddress} is alive", () => shared.Change(table => table.UpdateIAmAliveAsync(row, CancellationToken.None)));
    }

    private async Task<MembershipTableData> ReadAsync(Func<InMemoryMembershipTable, Task<MembershipTableData>> read)
    {
        MembershipTableData data = await Perform("read the membership", () => shared.Read(read));
        return silo.Saw(data, shared.HidesOwnDeath);
    }

    private Task<T> Perform<T>(string what, Func<T> effect) => database.PerformAsync(silo, SimulatedTables.Membership, what, effect);
}
