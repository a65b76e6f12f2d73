namespace Krewe.Machines;

/// <summary>How much of what is needed may be spot machines.</summary>
/// <param name="Critical">Share of the replicas of a critical model, 0 to 1.</param>
/// <param name="Standard">Share of the replicas of a standard model, 0 to 1.</param>
/// <param name="Batch">Share of the replicas of a batch model, 0 to 1.</param>
/// <param name="Group">The most of all spot machines that one group has, as long as another one could have them, above 0 to 1.</param>
/// <param name="Pause">How long nothing is bought in a group after a machine of it was taken back or could not be had.</param>
[GenerateSerializer, Immutable, Alias("krewe.SpotLimits")]
public sealed record SpotLimits(double Critical, double Standard, double Batch, double Group, TimeSpan Pause);
