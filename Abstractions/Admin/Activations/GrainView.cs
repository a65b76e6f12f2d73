namespace Krewe.Admin.Activations;

/// <summary>One activation of a grain.</summary>
public sealed record GrainView
{
    /// <summary>The grain: <c>type/key</c>.</summary>
    public required string Grain { get; init; }

    /// <summary>Its type, such as <c>model</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Its key, such as <c>default/digits@local</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The silo that it is on, by name.</summary>
    public required string Silo { get; init; }
}
