namespace Krewe.Planning.Fleets;

/// <summary>Places on which a model's replicas are equally fast.</summary>
/// <param name="Speed">By what executions there are shorter than the model's rules say, above 0.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct PlaceSpeed(double Speed, int Count);
