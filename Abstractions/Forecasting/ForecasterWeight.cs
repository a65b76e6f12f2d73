namespace Krewe.Forecasting;

/// <summary>How much a forecaster has to say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its share, above 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("krewe.ForecasterWeight")]
public sealed record ForecasterWeight(string Name, double Weight);
