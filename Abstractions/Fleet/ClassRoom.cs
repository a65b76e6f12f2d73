namespace Krewe.Fleet;

/// <summary>What is free of the accelerators of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="ComputeThousandths">Compute, in thousandths of a device, summed.</param>
/// <param name="MemoryBytes">Memory in bytes, summed.</param>
[GenerateSerializer, Immutable, Alias("krewe.ClassRoom")]
public sealed record ClassRoom(string Class, long ComputeThousandths, long MemoryBytes);
