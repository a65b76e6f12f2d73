using Orleans.Runtime;

namespace Orleans;

/// <summary>What was read from the membership table at one instant.</summary>
public sealed class MembershipTableData
{
    /// <summary>Rows with their ETags.</summary>
    /// <param name="list">The rows.</param>
    /// <param name="version">The version.</param>
    public MembershipTableData(List<Tuple<MembershipEntry, string>> list, TableVersion version) => (Members, Version) = (list, version);

    /// <summary>One row with its ETag.</summary>
    /// <param name="tuple">The row.</param>
    /// <param name="version">The version.</param>
    public MembershipTableData(Tuple<MembershipEntry, string> tuple, TableVersion version) => (Members, Version) = ([tuple], version);

    /// <summary>No row.</summary>
    /// <param name="version">The version.</param>
    public MembershipTableData(TableVersion version) => (Members, Version) = ([], version);

    /// <summary>The rows with their ETags.</summary>
    public IReadOnlyList<Tuple<MembershipEntry, string>> Members { get; }

    /// <summary>The version.</summary>
    public TableVersion Version { get; }

    /// <summary>A silo's row; null when there is none.</summary>
    /// <param name="silo">The silo.</param>
    public Tuple<MembershipEntry, string>? TryGet(SiloAddress silo) => Members.FirstOrDefault(member => member.Item1.SiloAddress.Equals(silo));
}
