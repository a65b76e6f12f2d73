using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The version of the membership table; it only grows.</summary>
/// <param name="version">The number.</param>
[GenerateSerializer, Alias("membership-version")]
public readonly struct MembershipVersion(long version) : IComparable<MembershipVersion>, IEquatable<MembershipVersion>
{
    /// <summary>The number.</summary>
    [Id(0)]
    public long Value { get; init; } = version;

    /// <summary>Below every real version.</summary>
    public static MembershipVersion MinValue => new(long.MinValue);

    /// <inheritdoc/>
    public int CompareTo(MembershipVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public bool Equals(MembershipVersion other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MembershipVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the versions are equal.</summary>
    public static bool operator ==(MembershipVersion left, MembershipVersion right) => left.Value == right.Value;

    /// <summary>Whether the versions differ.</summary>
    public static bool operator !=(MembershipVersion left, MembershipVersion right) => left.Value != right.Value;

    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(MembershipVersion left, MembershipVersion right) => left.Value < right.Value;

    /// <summary>Whether the left one is older or the same.</summary>
    public static bool operator <=(MembershipVersion left, MembershipVersion right) => left.Value <= right.Value;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(MembershipVersion left, MembershipVersion right) => left.Value > right.Value;

    /// <summary>Whether the left one is newer or the same.</summary>
    public static bool operator >=(MembershipVersion left, MembershipVersion right) => left.Value >= right.Value;
}
