namespace Krewe.Machines;

/// <summary>What a machine costs, and how likely its owner takes it back.</summary>
/// <param name="Purchase">How it is paid for.</param>
/// <param name="PerHour">Price of an hour, in the currency of the file of machines, at least 0; of a reserved machine it is paid anyway.</param>
/// <param name="InterruptionsPerHour">Expected interruptions in an hour, at least 0; only of a spot machine.</param>
[GenerateSerializer, Immutable, Alias("krewe.MachineCost")]
public sealed record MachineCost(PurchaseType Purchase, double PerHour, double InterruptionsPerHour);
