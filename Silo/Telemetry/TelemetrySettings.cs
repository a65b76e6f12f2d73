namespace Krewe.Silo.Telemetry;

/// <summary>Where traces and metrics are sent to.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The collector's address; of HTTP without <c>/v1/traces</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>How they are sent.</summary>
    public OtlpProtocol Protocol { get; init; }

    /// <summary>The share of requests that are traced where the caller has not decided it, 0 to 1.</summary>
    public double TraceRatio { get; init; } = 1;
}
