using System.Globalization;

namespace Krewe.EndToEnd.Migrations;

/// <summary>What was seen of one kill.</summary>
internal sealed record KillOutcome
{
    public required KillCase Case { get; init; }

    /// <summary>From the kill until nothing was on its way and all replicas served.</summary>
    public required TimeSpan Recovered { get; init; }

    /// <summary>How the migration ended; null where the pool's memory of it died with its silo.</summary>
    public required string? Ended { get; init; }

    public required int Requests { get; init; }

    /// <summary>Requests that were not answered with 200, each with its answer.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>The fewest model servers that took connections at a look.</summary>
    public required int FewestReady { get; init; }

    /// <summary>How many of the model's replicas the victim had.</summary>
    public required int Lost { get; init; }

    /// <summary>Two processes for one replica, a process without a replica, a lease without one: anything that may never be.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Case,-24} {Ended ?? "ended",-10} after {Recovered.TotalSeconds,5:0.0} s; {Requests,4} requests, {Failures.Count} failed; ready: {FewestReady} at least, {Lost} died{(Violations.Count == 0 ? "" : "; " + string.Join("; ", Violations))}");
}
