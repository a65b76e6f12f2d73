using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace Orleans.Runtime;

/// <summary>The identity of one life of a silo: its endpoint and a generation that rises with every start.</summary>
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, ISpanParsable<SiloAddress>
{
    private readonly uint _hash;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
        _hash = StableHash.Compute(Encoding.UTF8.GetBytes(ToParsableString()));
    }

    /// <summary>No silo.</summary>
    public static SiloAddress Zero { get; } = new(new IPEndPoint(IPAddress.Any, 0), 0);

    /// <summary>Where the silo listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Which life of the silo; negative for clients.</summary>
    public int Generation { get; }

    /// <summary>Whether this is a client.</summary>
    public bool IsClient => Generation < 0;

    /// <summary>Makes an address.</summary>
    /// <param name="ep">Where the silo listens.</param>
    /// <param name="gen">The generation.</param>
    public static SiloAddress New(IPEndPoint ep, int gen)
    {
        ArgumentNullException.ThrowIfNull(ep);
        return new SiloAddress(ep, gen);
    }

    /// <summary>Makes an address.</summary>
    /// <param name="address">The machine.</param>
    /// <param name="port">The port.</param>
    /// <param name="generation">The generation.</param>
    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary>The form that tables store: <c>ip:port@generation</c>.</summary>
    public string ToParsableString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Address}:{Endpoint.Port}@{Generation}");

    /// <summary>Reads <see cref="ToParsableString"/>.</summary>
    /// <param name="addr">The text.</param>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static SiloAddress FromParsableString(string addr)
    {
        ArgumentNullException.ThrowIfNull(addr);
        return Parse(addr.AsSpan(), null);
    }

    /// <inheritdoc/>
    public static SiloAddress Parse(string s, IFormatProvider? provider) => FromParsableString(s);

    /// <inheritdoc/>
    public static SiloAddress Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' is not a silo address: it would be 'ip:port@generation'.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SiloAddress result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out SiloAddress result)
    {
        var at = s.LastIndexOf('@');
        var colon = at < 0 ? -1 : s[..at].LastIndexOf(':');
        if (colon > 0
            && IPAddress.TryParse(s[..colon], out var address)
            && ushort.TryParse(s[(colon + 1)..at], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && int.TryParse(s[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation))
        {
            result = New(address, port, generation);
            return true;
        }

        result = null;
        return false;
    }

    /// <summary>A hash that is the same in every process.</summary>
    public int GetConsistentHashCode() => (int)_hash;

    /// <inheritdoc/>
    public bool Equals(SiloAddress? other) => ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Generation == other.Generation && Endpoint.Equals(other.Endpoint));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)_hash;

    /// <inheritdoc/>
    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byGeneration = Generation.CompareTo(other.Generation);
        var byPort = byGeneration != 0 ? byGeneration : Endpoint.Port.CompareTo(other.Endpoint.Port);
        return byPort != 0 ? byPort : Endpoint.Address.GetAddressBytes().AsSpan().SequenceCompareTo(other.Endpoint.Address.GetAddressBytes());
    }

    /// <inheritdoc/>
    public override string ToString() => $"S{ToParsableString()}";

    /// <summary>Whether both are the same life of the same silo.</summary>
    public static bool operator ==(SiloAddress? left, SiloAddress? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(SiloAddress? left, SiloAddress? right) => !Equals(left, right);

    /// <summary>Order by generation, port, address.</summary>
    public static bool operator <(SiloAddress? left, SiloAddress? right) => Compare(left, right) < 0;

    /// <summary>Order by generation, port, address.</summary>
    public static bool operator <=(SiloAddress? left, SiloAddress? right) => Compare(left, right) <= 0;

    /// <summary>Order by generation, port, address.</summary>
    public static bool operator >(SiloAddress? left, SiloAddress? right) => Compare(left, right) > 0;

    /// <summary>Order by generation, port, address.</summary>
    public static bool operator >=(SiloAddress? left, SiloAddress? right) => Compare(left, right) >= 0;

    private static int Compare(SiloAddress? left, SiloAddress? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}
