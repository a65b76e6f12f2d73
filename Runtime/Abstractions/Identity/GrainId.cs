using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>The identity of a grain: its class's stable name and its key. As text <c>type/key</c>.</summary>
public readonly struct GrainId : IEquatable<GrainId>, IComparable<GrainId>, ISpanParsable<GrainId>
{
    /// <summary>Makes an identity.</summary>
    /// <param name="type">The class's stable name.</param>
    /// <param name="key">The key.</param>
    public GrainId(GrainType type, IdSpan key)
    {
        Type = type;
        Key = key;
    }

    /// <summary>The class's stable name.</summary>
    public GrainType Type { get; }

    /// <summary>The key.</summary>
    public IdSpan Key { get; }

    /// <summary>Whether nothing was put in.</summary>
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    /// <summary>Makes an identity.</summary>
    /// <param name="type">The class's stable name.</param>
    /// <param name="key">The key.</param>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>Makes an identity.</summary>
    /// <param name="type">The class's stable name.</param>
    /// <param name="key">The key.</param>
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    /// <summary>Makes an identity.</summary>
    /// <param name="type">The class's stable name.</param>
    /// <param name="key">The key.</param>
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <summary>Reads <c>type/key</c>.</summary>
    /// <param name="value">The text; the first slash divides.</param>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static GrainId Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Parse(value.AsSpan(), null);
    }

    /// <inheritdoc/>
    public static GrainId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    public static GrainId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' is not a grain identity: it would be 'type/key' with both parts present.");

    /// <summary>Reads <c>type/key</c>. False when the text is not of that form.</summary>
    /// <param name="value">The text.</param>
    /// <param name="result">The identity.</param>
    public static bool TryParse(string? value, out GrainId result) => TryParse(value.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GrainId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out GrainId result)
    {
        var slash = s.IndexOf('/');
        if (slash <= 0 || slash == s.Length - 1)
        {
            result = default;
            return false;
        }

        result = Create(s[..slash].ToString(), s[(slash + 1)..].ToString());
        return true;
    }

    /// <summary>A hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => StableHash.Combine(Type.GetUniformHashCode(), Key.GetUniformHashCode());

    /// <inheritdoc/>
    public bool Equals(GrainId other) => Key.Equals(other.Key) && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)GetUniformHashCode();

    /// <inheritdoc/>
    public int CompareTo(GrainId other)
    {
        var byType = Type.CompareTo(other.Type);
        return byType != 0 ? byType : Key.CompareTo(other.Key);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";

    /// <summary>Whether both name the same grain.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Whether they name different grains.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);

    /// <summary>Order by type, then by key.</summary>
    public static bool operator <(GrainId left, GrainId right) => left.CompareTo(right) < 0;

    /// <summary>Order by type, then by key.</summary>
    public static bool operator <=(GrainId left, GrainId right) => left.CompareTo(right) <= 0;

    /// <summary>Order by type, then by key.</summary>
    public static bool operator >(GrainId left, GrainId right) => left.CompareTo(right) > 0;

    /// <summary>Order by type, then by key.</summary>
    public static bool operator >=(GrainId left, GrainId right) => left.CompareTo(right) >= 0;
}
