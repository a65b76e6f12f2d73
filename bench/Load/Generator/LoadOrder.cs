using System.Text.Json;

namespace Krewe.Bench.Load.Generator;

/// <summary>What the generator's process is to do; one argument, as JSON.</summary>
internal sealed record LoadOrder
{
    /// <summary>The port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    public required string Path { get; init; }

    public required string Body { get; init; }

    /// <summary>Connections; closed loop: each with one request after the other.</summary>
    public required int Clients { get; init; }

    /// <summary>Requests a second at random times (Poisson), whether those before have ended or not; 0 for a closed loop.</summary>
    public double Rate { get; init; }

    /// <summary>How long the load runs before it is measured.</summary>
    public double WarmUp { get; init; }

    public required double Seconds { get; init; }

    public int Seed { get; init; }

    /// <summary>Whether refusals and expired deadlines are what is measured, rather than a failure of the measurement.</summary>
    public bool Overload { get; init; }

    /// <summary>Whether failures count from the first request on, not only those of the measured time.</summary>
    public bool CountAllFailures { get; init; }

    /// <summary>How long after the measured time, in seconds, what was sent is waited for, so that each request has its outcome counted; 0 for not at all.</summary>
    public double Finish { get; init; }

    /// <summary>The processes whose CPU time is read at both ends of the measurement, each with the ids of its threads' groups.</summary>
    public required IReadOnlyDictionary<string, int[]> Processes { get; init; }

    public static LoadOrder Parse(string text) => JsonSerializer.Deserialize<LoadOrder>(text)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
