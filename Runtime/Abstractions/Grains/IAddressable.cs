namespace Orleans.Runtime;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>Something that calls can be sent to.</summary>
public interface IAddressable;
