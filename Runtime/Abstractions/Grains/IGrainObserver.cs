using Orleans.Runtime;

namespace Orleans;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>Base of interfaces by which grains call back their clients.</summary>
public interface IGrainObserver : IAddressable;
