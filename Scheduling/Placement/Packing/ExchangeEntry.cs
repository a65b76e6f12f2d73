namespace Krewe.Scheduling.Placement.Packing;

/// <summary>On one host: a replica goes, one of another shape (its index) comes in its place, and the expected fill changes by so much.</summary>
internal readonly record struct ExchangeEntry(HeldReplica Replica, int Goes, int Comes, float Gain);
