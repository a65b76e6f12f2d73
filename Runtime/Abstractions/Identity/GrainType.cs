namespace Orleans.Runtime;

/// <summary>The stable name of a grain class.</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>
{
    /// <summary>Makes a type from its name.</summary>
    /// <param name="id">The name.</param>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>Makes a type from its name.</summary>
    /// <param name="value">UTF-8 bytes, taken over.</param>
    public GrainType(byte[] value) => Value = new IdSpan(value);

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>Whether nothing was put in.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>Makes a type from its name.</summary>
    /// <param name="value">The name.</param>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    /// <summary>The name's bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => Value.AsSpan();

    /// <summary>A hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => Value.GetUniformHashCode();

    /// <inheritdoc/>
    public bool Equals(GrainType other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(GrainType other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    /// <summary>The name.</summary>
    public static explicit operator IdSpan(GrainType kind) => kind.Value;

    /// <summary>The type of that name.</summary>
    public static explicit operator GrainType(IdSpan id) => new(id);

    /// <summary>Whether the names are equal.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Whether the names differ.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);

    /// <summary>Order of the names.</summary>
    public static bool operator <(GrainType left, GrainType right) => left.CompareTo(right) < 0;

    /// <summary>Order of the names.</summary>
    public static bool operator <=(GrainType left, GrainType right) => left.CompareTo(right) <= 0;

    /// <summary>Order of the names.</summary>
    public static bool operator >(GrainType left, GrainType right) => left.CompareTo(right) > 0;

    /// <summary>Order of the names.</summary>
    public static bool operator >=(GrainType left, GrainType right) => left.CompareTo(right) >= 0;
}
