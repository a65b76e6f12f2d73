namespace Krewe.Specs.Simulations;

/// <summary>What a spec, as a cluster reads it, says of a model in a simulation.</summary>
public static class SimulatedSpecs
{
    /// <summary>The model with all that its spec says; how long service takes no spec says.</summary>
    /// <param name="spec">The spec.</param>
    public static SimulatedModel Of(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var (resources, devices) = (spec.Resources, spec.Resources.Devices);
        return new SimulatedModel
        {
            Name = spec.Name,
            Class = spec.Class,
            Replicas = spec.Replicas,
            Concurrency = spec.Concurrency,
            Slots = spec.Concurrency,
            QueueLimit = spec.Queue.MaxRequests - 1,
            Objective = spec.Scaling?.ObjectiveOf(spec.Class, spec.Timeout) ?? spec.Timeout,
            Timeout = spec.Timeout,
            AgeingBound = spec.Queue.AgeingBound,
            CpuMillicores = resources.CpuMillicores,
            MemoryBytes = resources.MemoryBytes,
            Devices = devices.Count,
            DeviceClasses = devices.Classes,
            DeviceMemoryBytes = devices.MemoryBytes,
            DeviceComputeThousandths = devices.ComputeThousandths,
        };
    }

    /// <summary>The keys of a spec that change what a cluster does and that a simulation does not heed.</summary>
    /// <param name="spec">The spec.</param>
    public static IReadOnlyList<string> NotHeeded(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (string Key, bool IsSet)[] keys =
        [
            ("scaling, which is missing: the policy decides on replicas", spec.Scaling is null),
            ("scaling.min", spec.Scaling is { Min: not 1 }),
            ("scaling.max", spec.Scaling is not null),
            ("scaling.attainment", spec.Scaling is { AttainmentThousandths: not SpecDefaults.AttainmentThousandths }),
            ("scaling.warm", spec.Scaling is { Warm: > 0 }),
            ("scaling.schedules", spec.Scaling is { Schedules.IsEmpty: false }),
            ("batching", spec.Batching.MaxSize > 1),
            ("hedging", spec.HedgeThousandths > 0),
            ("queue.quota", spec.Queue.Quota is not null),
            ("regions", spec.Regions is not null),
        ];
        return [.. keys.Where(one => one.IsSet).Select(one => one.Key)];
    }
}
