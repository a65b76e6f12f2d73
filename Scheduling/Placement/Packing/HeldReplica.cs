namespace Krewe.Scheduling.Placement.Packing;

/// <summary>A replica that may be moved: what it asked for, and what it holds.</summary>
internal sealed class HeldReplica(PlacementRequest request, ReplicaAllocation allocation, ShapeView view)
{
    public PlacementRequest Request { get; } = request;

    public ReplicaAllocation Allocation { get; } = allocation;

    public ShapeView View { get; } = view;
}
