using Krewe.Silo.Backends.Health;
using Krewe.Silo.Backends.Protocol;

namespace Krewe.Silo.Backends.Management;

/// <summary>How the silo's model servers are watched, talked to and stopped.</summary>
internal sealed record BackendOptions
{
    /// <summary>Health checks; the start-up time comes from each spec.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>Connections and answers.</summary>
    public OipClientOptions Client { get; init; } = new();

    /// <summary>Lines kept for each replica.</summary>
    public int LogLines { get; init; } = Logs.LogRing.DefaultCapacity;

    /// <summary>Lines that go with a report of an exit or of ill health.</summary>
    public int ReportedLines { get; init; } = 20;

    /// <summary>When the silo stops: from TERM to KILL.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>When the silo stops: for all of it. What has not gone by then dies with the silo's pipes.</summary>
    public TimeSpan ShutdownLimit { get; init; } = TimeSpan.FromSeconds(4.5);
}
