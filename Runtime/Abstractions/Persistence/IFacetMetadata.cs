namespace Orleans;

#pragma warning disable CA1040 // Markers are how the API tells these apart.
/// <summary>An attribute on a constructor parameter that says what the engine is to pass.</summary>
public interface IFacetMetadata;
