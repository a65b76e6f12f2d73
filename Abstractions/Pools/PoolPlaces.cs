namespace Krewe.Pools;

/// <summary>Places that the models of one kind share.</summary>
/// <param name="Kind">The kind: <c>cpu</c>, or the classes of accelerators that are asked for.</param>
/// <param name="Places">Places that they hold and that are free, in the unit of <see cref="ScaledModel.Size"/>.</param>
/// <param name="Free">Those that nobody holds.</param>
[GenerateSerializer, Immutable, Alias("krewe.PoolPlaces")]
public sealed record PoolPlaces(string Kind, int Places, int Free);
