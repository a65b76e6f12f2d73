using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Whether more is taken than there is: of hosts, of devices, of what tenants may take.</summary>
internal static class RoomAudit
{
    public static IEnumerable<string> Check(FleetProblem problem, List<AuditedReplica> known)
    {
        foreach (var host in problem.Hosts)
        {
            var there = known.Where(one => one.Host.Name == host.Name).ToList();
            long[] left =
            [
                host.CpuMillicores - there.Sum(one => one.Shape?.CpuMillicores ?? 0),
                host.MemoryBytes - there.Sum(one => one.Shape?.MemoryBytes ?? 0),
                host.NetworkMegabits - there.Sum(one => one.Shape?.NetworkMegabits ?? 0),
                host.DiskBytes - there.Sum(one => one.Shape?.DiskBytes ?? one.Model.FilesBytes),
            ];
            if (left.Any(amount => amount < 0))
            {
                yield return $"host {host.Name}: overcommitted, left {string.Join(' ', left)}";
            }

            foreach (var device in host.Devices)
            {
                var users = there.Where(one => one.Shape is not null && one.Replica.Devices.Contains(device.Id)).Select(one => one.Shape!).ToList();
                var compute = users.Where(shape => shape.MigSlices == 0).Sum(shape => shape.ComputeThousandths);
                if (users.Sum(shape => shape.DeviceMemoryBytes) > device.MemoryBytes || compute > device.ComputeThousandths || users.Sum(shape => shape.MigSlices) > device.MigSlices)
                {
                    yield return $"device {host.Name}/{device.Id}: overcommitted";
                }
            }
        }

        foreach (var quota in problem.Quotas)
        {
            var of = known.Where(one => one.Model.Tenant == quota.Tenant && one.Shape is not null).ToList();
            var share = of.Sum(one => one.Replica.Devices.Sum(id => FleetUnits.ShareOf(one.Shape!, one.Host.Devices.First(device => device.Id == id))));
            if (share > quota.DeviceThousandths || of.Sum(one => one.Shape!.CpuMillicores) > quota.CpuMillicores || of.Sum(one => one.Shape!.MemoryBytes) > quota.MemoryBytes)
            {
                yield return $"tenant {quota.Tenant}: over its quota";
            }
        }
    }
}
