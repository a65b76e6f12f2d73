namespace Krewe.Scheduling.Placement.Packing;

/// <summary>One way to take a shape's room on a host: which of the profile's rooms, and the profile after.</summary>
internal sealed record Choice(int[] Rooms, HostProfile Next);
