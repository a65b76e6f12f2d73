using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>The identity of a stream within its provider: a namespace, which may be absent, and a key. As text <c>namespace/key</c>.</summary>
[GenerateSerializer, Alias("stream-id")]
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    [Id(0), Immutable]
    private readonly byte[]? _fullKey;

    [Id(1)]
    private readonly ushort _namespaceLength;

    private StreamId(ReadOnlySpan<byte> ns, ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentException("A stream's key is not empty.", nameof(key));
        }

        _fullKey = [.. ns, .. key];
        _namespaceLength = checked((ushort)ns.Length);
    }

    /// <summary>The key, UTF-8.</summary>
    public ReadOnlyMemory<byte> Key => FullKey[_namespaceLength..];

    /// <summary>The namespace, UTF-8; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Namespace => FullKey[.._namespaceLength];

    /// <summary>Namespace and key, one after the other.</summary>
    public ReadOnlyMemory<byte> FullKey => _fullKey ?? [];

    /// <summary>Makes an identity.</summary>
    /// <param name="ns">The namespace; null or empty for none.</param>
    /// <param name="key">The key; 32 hexadecimal digits.</param>
    public static StreamId Create(string? ns, Guid key) => Create(ns, key.ToString("N"));

    /// <summary>Makes an identity.</summary>
    /// <param name="ns">The namespace; null or empty for none.</param>
    /// <param name="key">The key; decimal.</param>
    public static StreamId Create(string? ns, long key) => Create(ns, key.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes an identity.</summary>
    /// <param name="ns">The namespace; null or empty for none.</param>
    /// <param name="key">The key.</param>
    public static StreamId Create(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new StreamId(Encoding.UTF8.GetBytes(ns ?? ""), Encoding.UTF8.GetBytes(key));
    }

    /// <summary>Makes an identity.</summary>
    /// <param name="ns">The namespace, UTF-8; empty for none.</param>
    /// <param name="key">The key, UTF-8.</param>
    public static StreamId Create(ReadOnlySpan<byte> ns, ReadOnlySpan<byte> key) => new(ns, key);

    /// <summary>Reads <c>namespace/key</c>; the first slash divides.</summary>
    /// <param name="value">The text, UTF-8.</param>
    /// <exception cref="FormatException">There is no slash, or nothing behind it.</exception>
    public static StreamId Parse(ReadOnlySpan<byte> value)
    {
        var slash = value.IndexOf((byte)'/');
        return slash >= 0 && slash < value.Length - 1
            ? new StreamId(value[..slash], value[(slash + 1)..])
            : throw new FormatException($"'{Encoding.UTF8.GetString(value)}' is not a stream identity: it would be 'namespace/key'.");
    }

    /// <summary>The namespace; null where there is none.</summary>
    public string? GetNamespace() => _namespaceLength == 0 ? null : Encoding.UTF8.GetString(Namespace.Span);

    /// <summary>The key as text.</summary>
    public string GetKeyAsString() => Encoding.UTF8.GetString(Key.Span);

    /// <inheritdoc/>
    public bool Equals(StreamId other) => _namespaceLength == other._namespaceLength && FullKey.Span.SequenceEqual(other.FullKey.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)GetUniformHashCode();

    /// <inheritdoc/>
    public int CompareTo(StreamId other) => Namespace.Span.SequenceCompareTo(other.Namespace.Span) is not 0 and var order
        ? order
        : Key.Span.SequenceCompareTo(other.Key.Span);

    /// <inheritdoc/>
    public override string ToString() => $"{GetNamespace()}/{GetKeyAsString()}";

    /// <summary>A hash that is the same in every process.</summary>
    internal uint GetUniformHashCode() => StableHash.Compute(FullKey.Span, 2166136261 ^ _namespaceLength);

    /// <summary>Whether both name the same stream.</summary>
    public static bool operator ==(StreamId left, StreamId right) => left.Equals(right);

    /// <summary>Whether they name different streams.</summary>
    public static bool operator !=(StreamId left, StreamId right) => !left.Equals(right);

    /// <summary>Order by namespace, then by key.</summary>
    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;

    /// <summary>Order by namespace, then by key.</summary>
    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;

    /// <summary>Order by namespace, then by key.</summary>
    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;

    /// <summary>Order by namespace, then by key.</summary>
    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;
}
