using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>What the membership table held at one instant.</summary>
internal sealed class MembershipView(TableVersion version, ImmutableSortedDictionary<SiloAddress, MembershipRow> rows)
{
    /// <summary>Before the table was read.</summary>
    public static MembershipView Unread { get; } = new(new TableVersion(-1, ""), ImmutableSortedDictionary<SiloAddress, MembershipRow>.Empty);

    public TableVersion Version => version;

    /// <summary>In the order of the addresses, so that equal tables lead to equal decisions.</summary>
    public ImmutableSortedDictionary<SiloAddress, MembershipRow> Rows => rows;

    public static MembershipView From(MembershipTableData data) => new(
        data.Version, data.Members.ToImmutableSortedDictionary(member => member.Item1.SiloAddress, member => new MembershipRow(member.Item1, member.Item2)));

    public MembershipEntry? Find(SiloAddress silo) => rows.TryGetValue(silo, out var row) ? row.Entry : null;

    public ClusterMembershipSnapshot ToSnapshot() => new(
        rows.ToImmutableDictionary(row => row.Key, row => new ClusterMember(row.Key, row.Value.Entry.Status, row.Value.Entry.SiloName)),
        new MembershipVersion(version.Version));
}
