namespace Krewe.Machines;

/// <summary>A machine as its provider lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EndsIn">When its owner takes it back, from now; null while nobody has said so.</param>
[GenerateSerializer, Immutable, Alias("krewe.SeenMachine")]
public sealed record SeenMachine(string Name, TimeSpan? EndsIn = null);
