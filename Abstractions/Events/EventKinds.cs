namespace Krewe.Events;

/// <summary>The words for kinds of events. A word is never used again for something else.</summary>
public static class EventKinds
{
    /// <summary>A spec was stored: created, configured or replaced.</summary>
    public const string ModelApplied = "model.applied";

    /// <summary>A model was deleted, or taken from a pool.</summary>
    public const string ModelRemoved = "model.removed";

    /// <summary>The number of a model's replicas was changed.</summary>
    public const string Scaled = "scale";

    /// <summary>A replica was given a place and a lease.</summary>
    public const string ReplicaPlaced = "replica.placed";

    /// <summary>A replica takes requests.</summary>
    public const string ReplicaReady = "replica.ready";

    /// <summary>A model server failed, and is started again.</summary>
    public const string ReplicaFailed = "replica.failed";

    /// <summary>A replica is told to stop.</summary>
    public const string ReplicaStopping = "replica.stopping";

    /// <summary>A replica has ended and its lease was returned.</summary>
    public const string ReplicaStopped = "replica.stopped";

    /// <summary>A replica was lost with its host.</summary>
    public const string ReplicaLost = "replica.lost";

    /// <summary>A replica found no place, or its host refused the lease.</summary>
    public const string PlacementRefused = "placement.refused";

    /// <summary>A lease that nobody uses was returned.</summary>
    public const string LeaseReturned = "lease.returned";

    /// <summary>A pool heard of a host.</summary>
    public const string HostJoined = "host.joined";

    /// <summary>A host fell silent, or its silo is dead.</summary>
    public const string HostLost = "host.lost";

    /// <summary>A host's silo stops: it takes no new leases.</summary>
    public const string HostStopping = "host.stopping";

    /// <summary>A host takes no new leases and is being emptied.</summary>
    public const string HostDraining = "host.draining";

    /// <summary>A host has said when it goes away by itself: it is being emptied before.</summary>
    public const string HostNoticed = "host.noticed";

    /// <summary>Nothing is leased on a draining host any more.</summary>
    public const string HostDrained = "host.drained";

    /// <summary>A host takes leases again.</summary>
    public const string HostUndrained = "host.undrained";

    /// <summary>A device takes no new leases and is being emptied.</summary>
    public const string DeviceCordoned = "device.cordoned";

    /// <summary>A device takes leases again.</summary>
    public const string DeviceUncordoned = "device.uncordoned";

    /// <summary>An operator has cleared the faults of a device.</summary>
    public const string DeviceCleared = "device.cleared";

    /// <summary>The health of a device has changed.</summary>
    public const string DeviceHealth = "device.health";

    /// <summary>A model got far more requests in a minute than were forecast.</summary>
    public const string DemandSpike = "demand.spike";

    /// <summary>A model got far fewer requests in a minute than were forecast.</summary>
    public const string DemandDrop = "demand.drop";

    /// <summary>A model's requests have gone over to another level than its season says.</summary>
    public const string DemandShift = "demand.shift";

    /// <summary>A plan for a whole pool was found that is better than what runs.</summary>
    public const string PlanBetter = "plan.better";

    /// <summary>Replicas are on their way to another place.</summary>
    public const string MigrationBegun = "migration.begun";

    /// <summary>Replicas have arrived, and those before them have gone.</summary>
    public const string MigrationDone = "migration.done";

    /// <summary>Replicas could not be moved; what served before serves.</summary>
    public const string MigrationUndone = "migration.undone";

    /// <summary>A region that holds models has no live silo any more.</summary>
    public const string RegionLost = "region.lost";

    /// <summary>A lost region has a live silo again.</summary>
    public const string RegionReturned = "region.returned";

    /// <summary>A region was taken out of service: its models go to others.</summary>
    public const string RegionDrained = "region.drained";

    /// <summary>A region was put into service again.</summary>
    public const string RegionUndrained = "region.undrained";

    /// <summary>A model is to be served in another region although its own one lives.</summary>
    public const string ModelMoving = "model.moving";

    /// <summary>Other regions serve a model that was to be moved there.</summary>
    public const string ModelMoved = "model.moved";

    /// <summary>How many replicas a model has in another region than its own was changed.</summary>
    public const string ModelSpread = "model.spread";

    /// <summary>Replicas of a model that may be in several regions find no place in any.</summary>
    public const string ModelShort = "model.short";

    /// <summary>Requests return to the region of their model.</summary>
    public const string ModelReturning = "model.returning";

    /// <summary>Requests were executed in another region than their model's own. Told at once and then every ten seconds for each model, region and reason, with how many.</summary>
    public const string RequestsElsewhere = "requests.elsewhere";

    /// <summary>Requests were refused because the only regions in which they may be executed are lost.</summary>
    public const string RequestsKept = "requests.kept";

    /// <summary>A drain or cordon was refused because there is no room.</summary>
    public const string MaintenanceRefused = "maintenance.refused";

    /// <summary>A machine is asked for.</summary>
    public const string MachineOrdered = "machine.ordered";

    /// <summary>A machine that was asked for is a host.</summary>
    public const string MachineJoined = "machine.joined";

    /// <summary>A machine could not be had, or has not joined in time.</summary>
    public const string MachineFailed = "machine.failed";

    /// <summary>The owner of a machine says that it takes it back.</summary>
    public const string MachineNoticed = "machine.noticed";

    /// <summary>A machine was taken away without a word.</summary>
    public const string MachineLost = "machine.lost";

    /// <summary>A machine that nobody needs is emptied and removed.</summary>
    public const string MachineLeaving = "machine.leaving";

    /// <summary>A machine that was to go stays.</summary>
    public const string MachineKept = "machine.kept";

    /// <summary>A machine is gone.</summary>
    public const string MachineRemoved = "machine.removed";

    /// <summary>Replicas have no room, and no machine can be bought for them.</summary>
    public const string MachineLacking = "machine.lacking";

    /// <summary>A silo serves.</summary>
    public const string SiloActive = "silo.active";

    /// <summary>A silo was told to stop.</summary>
    public const string SiloStopping = "silo.stopping";

    /// <summary>A silo has left or was declared dead.</summary>
    public const string SiloDead = "silo.dead";

    /// <summary>An operator ended an activation.</summary>
    public const string GrainDeactivated = "grain.deactivated";

    /// <summary>An operator moved an activation.</summary>
    public const string GrainMigrated = "grain.migrated";
}
