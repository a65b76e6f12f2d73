using System.Collections.Immutable;
using Krewe.Grains.Pools.Improving;
using Krewe.Machines;
using Krewe.Silo.Https;
using Krewe.Silo.Logging;
using Krewe.Silo.Telemetry;
using Krewe.Specs.Devices;
using Krewe.Specs.Machines;

namespace Krewe.Silo.Configuration;

/// <summary>Everything that can be set on a silo. See <see cref="SettingCatalog"/> for keys, ranges and defaults.</summary>
public sealed record SiloSettings
{
    /// <summary>The directory that holds the state; absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where inference and <c>/health</c> are served.</summary>
    public required ImmutableArray<Uri> Urls { get; init; }

    /// <summary>Where the admin API, the page and <c>/metrics</c> are served; the same as <see cref="Urls"/> by default.</summary>
    public required ImmutableArray<Uri> AdminUrls { get; init; }

    /// <summary>Whether the admin listener may be reached from other machines although nobody is asked who they are.</summary>
    public bool AdminOpen { get; init; }

    /// <summary>Names, beside loopback and the listeners' own, that a Host or Origin header of an admin request may carry.</summary>
    public ImmutableArray<string> AdminHosts { get; init; } = [];

    /// <summary>The silo's region.</summary>
    public required string Region { get; init; }

    /// <summary>The silo's zone.</summary>
    public required string Zone { get; init; }

    /// <summary>The machine's name in the cluster.</summary>
    public required string Host { get; init; }

    /// <summary>The pool that the machine belongs to.</summary>
    public required string Pool { get; init; }

    /// <summary>The machine's labels.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Classes of devices, pools by devices, and simulated devices.</summary>
    public DeviceFile Devices { get; init; } = DeviceFile.Empty;

    /// <summary>How the machine is paid for.</summary>
    public PurchaseType Purchase { get; init; } = PurchaseType.Reserved;

    /// <summary>Prices, machines that can be added, and who adds them.</summary>
    public MachineFile Machines { get; init; } = MachineFile.Empty;

    /// <summary>The file that says that the machine is going away; absolute. Null for none.</summary>
    public string? NoticeFile { get; init; }

    /// <summary>How pools plan as a whole.</summary>
    public PoolOptions Pools { get; init; } = new();

    /// <summary>Thousandths of CPU cores that models may lease.</summary>
    public required int CpuMillicores { get; init; }

    /// <summary>Bytes of memory that models may lease.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Where files of models are kept, and how much of them.</summary>
    public WeightsSettings Weights { get; init; } = new();

    /// <summary>The largest body that is accepted, in bytes.</summary>
    public required long MaxBodyBytes { get; init; }

    /// <summary>Whether a new data directory begins with the sample model.</summary>
    public bool Samples { get; init; }

    /// <summary>The least severe messages that are logged.</summary>
    public LogLevel LogLevel { get; init; }

    /// <summary>How messages are logged.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>The certificate of https addresses; null where there are none.</summary>
    public HttpsSettings? Https { get; init; }

    /// <summary>Where traces and metrics are sent to; null for nowhere.</summary>
    public TelemetrySettings? Telemetry { get; init; }

    /// <summary>How it belongs to a cluster; null for a silo on its own.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Whether the silo is within another host, which has the addresses.</summary>
    public bool Embedded { get; init; }

    /// <summary>Whether inference and admin share their listeners.</summary>
    public bool SharedListeners => Urls.SequenceEqual(AdminUrls);
}
