using Orleans.Runtime;

namespace Orleans;

/// <summary>A silo's row in the membership table.</summary>
[GenerateSerializer, Alias("membership-entry")]
public sealed class MembershipEntry
{
    /// <summary>The silo.</summary>
    [Id(0)]
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Its state.</summary>
    [Id(1)]
    public SiloStatus Status { get; set; }

    /// <summary>Who suspects it to be dead, and since when (UTC, by the clock of who suspects).</summary>
    [Id(2)]
    public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

    /// <summary>The port of its gateway; 0 for none.</summary>
    [Id(3)]
    public int ProxyPort { get; set; }

    /// <summary>Its machine.</summary>
    [Id(4)]
    public string HostName { get; set; } = "";

    /// <summary>Its name.</summary>
    [Id(5)]
    public string SiloName { get; set; } = "";

    /// <summary>Not used.</summary>
    [Id(6)]
    public string? RoleName { get; set; }

    /// <summary>Not used.</summary>
    [Id(7)]
    public int UpdateZone { get; set; }

    /// <summary>Not used.</summary>
    [Id(8)]
    public int FaultZone { get; set; }

    /// <summary>When it started (UTC, by its own clock).</summary>
    [Id(9)]
    public DateTime StartTime { get; set; }

    /// <summary>When it last said that it is alive (UTC, by its own clock).</summary>
    [Id(10)]
    public DateTime IAmAliveTime { get; set; }

    /// <summary>A copy that shares nothing that can change.</summary>
    internal MembershipEntry Copy()
    {
        var copy = (MembershipEntry)MemberwiseClone();
        copy.SuspectTimes = SuspectTimes is null ? null : [.. SuspectTimes];
        return copy;
    }
}
