using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Refuses a problem that no caller may ask.</summary>
internal static class ProblemChecks
{
    public static void ThrowIfInvalid(FleetProblem problem)
    {
        problem.Weights.ThrowIfInvalid();
        Unique(problem.Hosts.Select(host => host.Name), "host");
        Unique(problem.Models.Select(model => model.Name), "model");
        Unique(problem.Quotas.Select(quota => quota.Tenant), "quota of tenant");
        Unique(problem.Running.Select(replica => replica.Id), "running replica");
        Require(problem.Running.All(replica => replica.Id.Length > 0), "A running replica has no id.");
        foreach (var host in problem.Hosts)
        {
            Unique(host.Devices.Select(device => device.Id), $"device of host {host.Name}");
            Require(
                host is { CpuMillicores: >= 0, MemoryBytes: >= 0, NetworkMegabits: >= 0, DiskBytes: >= 0, LoadBytesPerSecond: >= 1, Price: { PerHour: >= 0, InterruptionsPerHour: >= 0 } }
                && host.Devices.All(device => device is { MemoryBytes: >= 0, ComputeThousandths: >= 0 and <= 1_000, MigSlices: >= 0 and <= 1_000 }),
                $"Host {host.Name} has an amount outside its range.");
        }

        foreach (var model in problem.Models)
        {
            Unique(model.Regions.Select(demand => demand.Region), $"region of model {model.Name}");
            Require(!model.Shapes.IsEmpty, $"Model {model.Name} has no shape.");
            Require(
                model is { FilesBytes: >= 0, StateBytes: >= 0, StartSeconds: >= 0 and < 1e6, MaxPerHost: >= 0, MaxPerZone: >= 0 }
                && model.Shapes.All(IsValid)
                && model.Regions.All(demand => demand is { Demand: >= 0 and < 1e12, MinReplicas: >= 0, WarmCopies: >= 0 } && demand.MaxReplicas >= demand.MinReplicas),
                $"Model {model.Name} has an amount outside its range.");
        }
    }

    private static bool IsValid(ModelShape shape) =>
        shape is
        {
            DeviceMemoryBytes: >= 0, ComputeThousandths: >= 0 and <= 1_000, MigSlices: >= 0, CpuMillicores: >= 0, MemoryBytes: >= 0,
            NetworkMegabits: >= 0, DiskBytes: >= 0, Throughput: > 0 and < 1e12, LatencyMilliseconds: >= 0,
        }
        && (shape.DeviceClass is null || shape.DeviceCount >= 1);

    private static void Unique(IEnumerable<string> names, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Require(seen.Add(name), $"The problem names {what} {name} twice.");
        }
    }

    private static void Require(bool met, string message)
    {
        if (!met)
        {
            throw new ArgumentException(message);
        }
    }
}
