namespace Orleans.Runtime;

/// <summary>The stable name of a grain interface.</summary>
public readonly struct GrainInterfaceType : IEquatable<GrainInterfaceType>
{
    /// <summary>Makes a name.</summary>
    /// <param name="value">The name.</param>
    public GrainInterfaceType(string value) => Value = IdSpan.Create(value);

    /// <summary>Makes a name.</summary>
    /// <param name="value">The name.</param>
    public GrainInterfaceType(IdSpan value) => Value = value;

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>Whether nothing was put in.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>Makes a name.</summary>
    /// <param name="value">The name.</param>
    public static GrainInterfaceType Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(GrainInterfaceType other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainInterfaceType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    /// <summary>Whether the names are equal.</summary>
    public static bool operator ==(GrainInterfaceType left, GrainInterfaceType right) => left.Equals(right);

    /// <summary>Whether the names differ.</summary>
    public static bool operator !=(GrainInterfaceType left, GrainInterfaceType right) => !left.Equals(right);
}
