using System.Text.Json;
using System.Text.Json.Serialization;

namespace Krewe.Bench.Load.Generator;

/// <summary>What a load gave; one line of the generator's output, as JSON.</summary>
internal sealed record LoadOutcome
{
    /// <summary>Answers with status 200 within the measured time.</summary>
    public required int Answers { get; init; }

    /// <summary>Other answers.</summary>
    public required int Failures { get; init; }

    /// <summary>Those of them with status 503: refused.</summary>
    public int Refusals { get; init; }

    /// <summary>Those of them with status 504: the deadline came.</summary>
    public int Expired { get; init; }

    /// <summary>Milliseconds to a refusal.</summary>
    public double RefusalP99 { get; init; }

    /// <summary>Milliseconds to the latest answer of any kind.</summary>
    public double Longest { get; init; }

    /// <summary>The first of them.</summary>
    public required string FirstFailure { get; init; }

    /// <summary>Measured time.</summary>
    public required double Seconds { get; init; }

    /// <summary>
    /// Milliseconds. Closed loop: from sending to the answer. Open loop: from when the request was due, so that waiting for an answer
    /// or for a free connection hides nothing.
    /// </summary>
    public required double P50 { get; init; }

    public required double P99 { get; init; }

    /// <summary>The slowest twentieth of the answers, in milliseconds: quantiles of several streams together come from these.</summary>
    public IReadOnlyList<double> Slowest { get; init; } = [];

    /// <summary>CPU microseconds an answer, by process.</summary>
    public required IReadOnlyDictionary<string, double> Cpu { get; init; }

    /// <summary>The share of one core that the generator itself used; one thread cannot use more.</summary>
    public required double GeneratorCores { get; init; }

    public double Rate => Answers / Seconds;

    /// <summary>The time that one in a hundred answers of several streams exceeds.</summary>
    public static double P99Of(IReadOnlyCollection<LoadOutcome> streams) =>
        streams.SelectMany(stream => stream.Slowest).OrderDescending().ElementAtOrDefault(streams.Sum(stream => stream.Answers) / 100);

    // A quantile of nothing is no number.
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static LoadOutcome Parse(string text) => JsonSerializer.Deserialize<LoadOutcome>(text, Options)!;

    public override string ToString() => JsonSerializer.Serialize(this, Options);
}
