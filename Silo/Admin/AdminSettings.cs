using System.Collections.Immutable;

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

    /// <summary>
    /// Whether the admin side has a listener of its own. Then only connections marked by
    /// <see cref="AdminListenOptionsExtensions.UseKreweAdmin"/> reach it; on others its paths do not exist.
    /// </summary>
    public bool SeparateListener { get; init; }

    /// <summary>The largest body of a write, in bytes; default 1 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 1L << 20;

    /// <summary>How long the cluster may take to answer; default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
