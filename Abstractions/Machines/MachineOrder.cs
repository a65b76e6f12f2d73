namespace Krewe.Machines;

/// <summary>A machine to add.</summary>
/// <param name="Name">Its name, and its host's; never used again.</param>
/// <param name="Pool">The pool that it is to join.</param>
/// <param name="Offer">Its group.</param>
[GenerateSerializer, Immutable, Alias("krewe.MachineOrder")]
public sealed record MachineOrder(string Name, string Pool, MachineOffer Offer);
