namespace Orleans;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>A grain whose key is an integer and a string.</summary>
public interface IGrainWithIntegerCompoundKey : IGrain;
