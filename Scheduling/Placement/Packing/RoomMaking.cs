namespace Krewe.Scheduling.Placement.Packing;

/// <summary>On one host: these go to free room elsewhere, and a request comes in their place. The fill of the host changes by so much.</summary>
internal readonly record struct RoomMaking(int Host, HeldReplica First, HeldReplica? Second, double FillChange)
{
    public int Moves => Second is null ? 1 : 2;
}
