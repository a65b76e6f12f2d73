using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Errors;

namespace Krewe.Admin.Activations;

/// <summary>A grain: where it is, and what it keeps.</summary>
public sealed record GrainDetail
{
    /// <summary>The grain: <c>type/key</c>.</summary>
    public required string Grain { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it has an activation now.</summary>
    public bool Active { get; init; }

    /// <summary>The silos that it is active on, by name; more than one only for stateless workers.</summary>
    public ImmutableArray<string> Silos { get; init; } = [];

    /// <summary>Whether <c>migrate</c> can move it; grains whose key or lease names their host cannot be.</summary>
    public bool Movable { get; init; }

    /// <summary>The name under which it keeps its state; null when it keeps none, or none that is known here.</summary>
    public string? StateName { get; init; }

    /// <summary>Its stored state; null when nothing is stored.</summary>
    public JsonElement? State { get; init; }

    /// <summary>The version tag of the stored state.</summary>
    public string? StateTag { get; init; }

    /// <summary>Why the state or the place could not be read.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
