namespace Krewe.Grains.Placement;

/// <summary>Hands what pools push to this silo's map.</summary>
[GrainType("lease-map"), HostPlacement]
internal sealed class LeaseMapGrain(LeaseMap leases) : Grain, ILeaseMapGrain
{
    public Task TakeAsync(LeaseTable table)
    {
        leases.Take(table);
        return Task.CompletedTask;
    }
}
