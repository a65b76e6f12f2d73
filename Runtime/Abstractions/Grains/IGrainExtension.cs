namespace Orleans.Runtime;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>Base of interfaces that are served by a component attached to an activation.</summary>
public interface IGrainExtension : IAddressable;
