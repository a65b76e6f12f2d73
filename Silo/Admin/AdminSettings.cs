using System.Collections.Immutable;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Admin;

/// <summary>What the admin side of a silo needs to know of the silo's settings.</summary>
internal sealed record AdminSettings
{
    /// <summary>The silo's region: that of requests and specs that name none.</summary>
    public required string Region { get; init; }

    /// <summary>Where the token's file lies.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Host names, beside loopback and the listener's own address, under which the admin side may be reached; without ports.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Whether the admin side has listeners of its own; on the others its paths do not exist.</summary>
    public bool SeparateListener { get; init; }

    /// <summary>Whether the admin side answers connections to loopback addresses only: of a silo within another host, which may listen anywhere.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>The largest body of a write, in bytes; default 1 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 1L << 20;

    /// <summary>How long the cluster may take to answer; default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Those of a silo.</summary>
    public static AdminSettings Of(SiloSettings settings) => new()
    {
        Region = settings.Region,
        DataDirectory = settings.DataDirectory,
        Hosts = settings.AdminHosts,
        SeparateListener = !settings.SharedListeners,
        LoopbackOnly = settings.Embedded && !settings.AdminOpen,
    };
}
