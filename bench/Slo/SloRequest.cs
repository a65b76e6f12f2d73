namespace Krewe.Bench.Slo;

/// <summary>One request of a trace. Times in seconds from the start of the trace.</summary>
internal sealed class SloRequest
{
    public required double Arrival { get; init; }

    public required double Deadline { get; init; }

    /// <summary>What it would take alone; no policy sees it before it was executed.</summary>
    public required double Service { get; init; }

    /// <summary>0 critical, 1 standard, 2 batch.</summary>
    public required int Class { get; init; }

    public required string Tenant { get; init; }

    /// <summary>The same request at another time.</summary>
    public SloRequest At(double arrival) => new()
    {
        Arrival = arrival,
        Deadline = arrival + (Deadline - Arrival),
        Service = Service,
        Class = Class,
        Tenant = Tenant,
    };
}
