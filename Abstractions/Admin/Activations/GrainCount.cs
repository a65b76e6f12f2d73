namespace Krewe.Admin.Activations;

/// <summary>How many activations of a type a silo has.</summary>
public sealed record GrainCount
{
    /// <summary>The type, such as <c>model</c>; the name of its class where the type is not known here.</summary>
    public required string Type { get; init; }

    /// <summary>The silo, by name.</summary>
    public required string Silo { get; init; }

    /// <summary>Activations.</summary>
    public required int Count { get; init; }
}
