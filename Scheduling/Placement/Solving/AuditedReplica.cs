using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>A replica with all that its place is judged by.</summary>
internal sealed record AuditedReplica(FleetReplica Replica, FleetModel Model, RegionDemand Demand, FleetHost Host, bool Stays)
{
    public bool Warm => Replica.Shape < 0;

    public ModelShape? Shape => Warm ? null : Model.Shapes[Replica.Shape];
}
