using System.Diagnostics.Metrics;

namespace Krewe.Runtime.Telemetry;

/// <summary>What the engine counts; names are those of Orleans. An instrument to which nobody listens costs 0.3 ns; two looks at a clock would cost 60, so they are not taken then.</summary>
internal sealed class EngineMetrics
{
    /// <summary>The meter of everything that the engine measures.</summary>
    public const string MeterName = "Microsoft.Orleans";

    private readonly Histogram<double> _latency;
    private readonly Histogram<double> _activationLatency;

    public EngineMetrics(IMeterFactory factory)
    {
        Meter = factory.Create(MeterName);
        _latency = Meter.CreateHistogram<double>("orleans-app-requests-latency", "ms", "From a call to its answer, at the caller.");
        RequestsTimedOut = Meter.CreateCounter<long>("orleans-app-requests-timedout");
        RequestsCanceled = Meter.CreateCounter<long>("orleans-app-requests-canceled");
        Created = Meter.CreateCounter<long>("orleans-catalog-activation-created");
        Destroyed = Meter.CreateCounter<long>("orleans-catalog-activation-destroyed");
        FailedToActivate = Meter.CreateCounter<long>("orleans-catalog-activation-failed-to-activate");
        ConcurrentRegistrations = Meter.CreateCounter<long>("orleans-catalog-activation-concurrent-registration-attempts");
        Shutdown = Meter.CreateCounter<long>("orleans-catalog-activation-shutdown");
        _activationLatency = Meter.CreateHistogram<double>("orleans-catalog-activation-latency", "ms", "From the first message to being active.");
        Rerouted = Meter.CreateCounter<long>("orleans-messaging-rerouted");
        PingsSent = Meter.CreateCounter<long>("orleans-messaging-pings-sent");
        PingsReceived = Meter.CreateCounter<long>("orleans-messaging-pings-received");
        PingRepliesReceived = Meter.CreateCounter<long>("orleans-messaging-pings-reply-received");
        PingRepliesMissed = Meter.CreateCounter<long>("orleans-messaging-pings-reply-missed");
        DirectoryLookups = Meter.CreateCounter<long>("orleans-directory-lookups-full-issued");
        DirectoryCacheLookups = Meter.CreateCounter<long>("orleans-directory-lookups-cache-issued");
        DirectoryCacheHits = Meter.CreateCounter<long>("orleans-directory-lookups-cache-successes");
        DirectoryRegistrations = Meter.CreateCounter<long>("orleans-directory-registrations-single-act-issued");
        DirectoryUnregistrations = Meter.CreateCounter<long>("orleans-directory-unregistrations-issued");
        LongTurns = Meter.CreateCounter<long>("orleans-scheduler-long-running-turns");
    }

    public Meter Meter { get; }

    public Counter<long> RequestsTimedOut { get; }

    public Counter<long> RequestsCanceled { get; }

    public Counter<long> Created { get; }

    public Counter<long> Destroyed { get; }

    public Counter<long> FailedToActivate { get; }

    public Counter<long> ConcurrentRegistrations { get; }

    public Counter<long> Shutdown { get; }

    public Counter<long> Rerouted { get; }

    public Counter<long> PingsSent { get; }

    public Counter<long> PingsReceived { get; }

    public Counter<long> PingRepliesReceived { get; }

    public Counter<long> PingRepliesMissed { get; }

    public Counter<long> DirectoryLookups { get; }

    public Counter<long> DirectoryCacheLookups { get; }

    public Counter<long> DirectoryCacheHits { get; }

    public Counter<long> DirectoryRegistrations { get; }

    public Counter<long> DirectoryUnregistrations { get; }

    public Counter<long> LongTurns { get; }

    /// <summary>Whether somebody wants to know how long calls take.</summary>
    public bool MeasuresLatency => _latency.Enabled;

    /// <summary>Whether somebody wants to know how long activations take.</summary>
    public bool MeasuresActivation => _activationLatency.Enabled;

    public void Answered(TimeSpan latency) => _latency.Record(latency.TotalMilliseconds);

    public void Activated(TimeSpan latency) => _activationLatency.Record(latency.TotalMilliseconds);
}
