namespace Orleans.Runtime;

/// <summary>Where a grain is active: what a grain directory holds.</summary>
[GenerateSerializer, Alias("grain-address")]
public sealed class GrainAddress : IEquatable<GrainAddress>
{
    /// <summary>The grain.</summary>
    [Id(0)]
    public GrainId GrainId { get; init; }

    /// <summary>Its activation.</summary>
    [Id(1)]
    public ActivationId ActivationId { get; init; }

    /// <summary>The silo; null when not known.</summary>
    [Id(2)]
    public SiloAddress? SiloAddress { get; init; }

    /// <summary>The membership version at which the activation was made.</summary>
    [Id(3)]
    public MembershipVersion MembershipVersion { get; init; }

    /// <summary>Whether both name the same activation on the same silo; the membership version does not count.</summary>
    /// <param name="other">The other address.</param>
    public bool Matches(GrainAddress? other) => other is not null
        && GrainId.Equals(other.GrainId)
        && ActivationId.Equals(other.ActivationId)
        && Equals(SiloAddress, other.SiloAddress);

    /// <inheritdoc/>
    public bool Equals(GrainAddress? other) => Matches(other) && MembershipVersion.Equals(other!.MembershipVersion);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode() ^ ActivationId.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{GrainId}{ActivationId} on {SiloAddress?.ToParsableString() ?? "no silo"}";
}
