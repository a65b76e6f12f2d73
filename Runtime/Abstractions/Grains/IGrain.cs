using Orleans.Runtime;

namespace Orleans;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>Base of grain interfaces.</summary>
public interface IGrain : IAddressable;
