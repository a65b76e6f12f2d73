namespace Orleans.Runtime.Placement;

/// <summary>What is to be placed.</summary>
/// <param name="grainIdentity">The grain.</param>
/// <param name="requestContextData">The call's request context; null when it is empty.</param>
/// <param name="interfaceType">The interface that is called.</param>
/// <param name="interfaceVersion">Its version.</param>
public readonly struct PlacementTarget(
    GrainId grainIdentity, Dictionary<string, object> requestContextData, GrainInterfaceType interfaceType, ushort interfaceVersion)
{
    /// <summary>The grain.</summary>
    public GrainId GrainIdentity { get; } = grainIdentity;

    /// <summary>The interface that is called.</summary>
    public GrainInterfaceType InterfaceType { get; } = interfaceType;

    /// <summary>Its version.</summary>
    public ushort InterfaceVersion { get; } = interfaceVersion;

    /// <summary>The call's request context; null when it is empty.</summary>
    public Dictionary<string, object> RequestContextData { get; } = requestContextData;
}
