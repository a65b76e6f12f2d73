namespace Orleans;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>A grain whose key is an integer.</summary>
public interface IGrainWithIntegerKey : IGrain;
