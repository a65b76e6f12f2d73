namespace Krewe.Scaling;

/// <summary>What is measured of executing requests together.</summary>
/// <param name="Size">Requests of a full batch, from 2.</param>
/// <param name="Seconds">What a full batch takes.</param>
/// <param name="SingleSeconds">What a request by itself takes, at most as long.</param>
/// <param name="Spread">What executions are off by from what their size lets expect, on average, as a share of that; at least 0.</param>
[GenerateSerializer, Immutable, Alias("krewe.BatchLoad")]
public sealed record BatchLoad(int Size, double Seconds, double SingleSeconds, double Spread);
