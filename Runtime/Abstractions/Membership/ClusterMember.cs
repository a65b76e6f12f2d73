namespace Orleans.Runtime;

/// <summary>A silo in a view of the cluster.</summary>
/// <param name="siloAddress">Its identity.</param>
/// <param name="status">Its state.</param>
/// <param name="name">Its name.</param>
public sealed class ClusterMember(SiloAddress siloAddress, SiloStatus status, string name) : IEquatable<ClusterMember>
{
    /// <summary>Its identity.</summary>
    public SiloAddress SiloAddress { get; } = siloAddress;

    /// <summary>Its state.</summary>
    public SiloStatus Status { get; } = status;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public bool Equals(ClusterMember? other) =>
        other is not null && SiloAddress.Equals(other.SiloAddress) && Status == other.Status && Name == other.Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClusterMember);

    /// <inheritdoc/>
    public override int GetHashCode() => SiloAddress.GetHashCode();
}
