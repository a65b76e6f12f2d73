namespace Krewe.Scaling;

/// <summary>How arrivals gather within a minute, as measured; at one request each second (the more come, the shorter and rarer bursts are: by the square root of the rate).</summary>
/// <param name="Share">The share of time that is spent in bursts, above 0.</param>
/// <param name="Seconds">How long a burst takes on average, in seconds, above 0.</param>
/// <param name="Size">How much more comes in a burst, above 0: 1 for twice as much as else.</param>
[GenerateSerializer, Immutable, Alias("krewe.BurstLoad")]
public sealed record BurstLoad(double Share, double Seconds, double Size);
