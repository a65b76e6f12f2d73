using Orleans.Runtime;

namespace Orleans;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>Base of interfaces that a silo itself serves.</summary>
public interface ISystemTarget : IAddressable;
