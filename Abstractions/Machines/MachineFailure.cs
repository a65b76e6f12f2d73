namespace Krewe.Machines;

/// <summary>An order that its provider could not carry out.</summary>
/// <param name="Name">The machine.</param>
/// <param name="Message">What the provider said.</param>
[GenerateSerializer, Immutable, Alias("krewe.MachineFailure")]
public sealed record MachineFailure(string Name, string Message);
