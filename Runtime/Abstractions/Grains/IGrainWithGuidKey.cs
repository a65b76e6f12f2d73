namespace Orleans;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>A grain whose key is a GUID.</summary>
public interface IGrainWithGuidKey : IGrain;
