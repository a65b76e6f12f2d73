using Krewe.Specs;

namespace Krewe.Silo.Metrics;

/// <summary>A request that reached its terminal outcome, of a model that exists.</summary>
internal readonly record struct RequestMeasurement
{
    /// <summary>Who owns the model.</summary>
    public required string Tenant { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The version that served it, or would have.</summary>
    public required string Version { get; init; }

    /// <summary>Its class.</summary>
    public required ServiceClass Class { get; init; }

    /// <summary>How it ended.</summary>
    public required RequestOutcome Outcome { get; init; }

    /// <summary>Arrival to outcome.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>The time that it waited; null when it was never queued.</summary>
    public TimeSpan? Queue { get; init; }

    /// <summary>The time that the model server took for the last execution; null when there was none.</summary>
    public TimeSpan? Service { get; init; }

    /// <summary>The rows of its batch: the first number of its inputs' shape; 1 when it has none.</summary>
    public int Inferences { get; init; }
}
