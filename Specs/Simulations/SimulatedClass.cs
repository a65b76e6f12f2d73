namespace Krewe.Specs.Simulations;

/// <summary>The requests of one class of a model in a simulation.</summary>
public sealed record SimulatedClass
{
    /// <summary>The class.</summary>
    public required ServiceClass Class { get; init; }

    /// <summary>Its part of the model's requests, above 0; those of all classes need not sum to 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The latency objective, above 0; null for the model's.</summary>
    public TimeSpan? Objective { get; init; }

    /// <summary>A request that has waited so long is dropped, above 0; null for the model's.</summary>
    public TimeSpan? Timeout { get; init; }
}
