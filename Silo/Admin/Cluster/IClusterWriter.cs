using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What the admin API changes. Each can be repeated.</summary>
internal interface IClusterWriter
{
    /// <summary>Stores a spec.</summary>
    /// <exception cref="Errors.KreweException">It is not valid (KRW2001), or no host belongs to its pool (KRW3101).</exception>
    Task<AssignResult> ApplyAsync(ModelSpec spec, CancellationToken cancellationToken);

    /// <summary>Takes a host or a device out of service, or back.</summary>
    /// <exception cref="Errors.KreweException">There is no such host or device (KRW3105), or replicas there have no other place (KRW3107).</exception>
    Task<MaintenanceResult> MaintainAsync(MaintenanceOrder order, CancellationToken cancellationToken);

    /// <summary>Forgets the faults of a device that stay until a reset shows.</summary>
    /// <exception cref="Errors.KreweException">There is no such host or device (KRW3105).</exception>
    Task<DeviceClearing> ClearDeviceAsync(string host, string device, CancellationToken cancellationToken);

    /// <summary>Changes how many replicas a model has. Null when there is none of that key.</summary>
    /// <exception cref="Errors.KreweException">The number is not valid (KRW2001).</exception>
    Task<AssignResult?> ScaleAsync(ModelKey model, int replicas, CancellationToken cancellationToken);

    /// <summary>Has a model keep a number of replicas for a while; null ends that. Null when there is none of that key.</summary>
    /// <exception cref="Errors.KreweException">The number or the duration is not valid (KRW2001).</exception>
    Task<AssignResult?> OverrideAsync(ModelKey model, int? replicas, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Deletes a model. False when there is none of that key.</summary>
    Task<bool> DeleteAsync(ModelKey model, CancellationToken cancellationToken);

    /// <summary>Moves a replica while it serves.</summary>
    /// <exception cref="Errors.KreweException">There is no such replica or host (KRW3105), or it cannot be moved so (KRW3109).</exception>
    Task<Migration> MigrateAsync(MigrationOrder order, CancellationToken cancellationToken);

    /// <summary>Takes a migration back. Null when there is none of that id, or it has ended.</summary>
    Task<Migration?> TakeBackAsync(PoolKey pool, string migration, CancellationToken cancellationToken);
}
