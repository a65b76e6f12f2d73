namespace Krewe.Scheduling.Placement.Packing;

/// <summary>A step of a chain: on this host something comes in the place of that replica.</summary>
internal readonly record struct ChainStep(int Host, HeldReplica Goes);
