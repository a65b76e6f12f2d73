using System.Collections.Immutable;

namespace Krewe.Specs.Simulations;

/// <summary>A model in a simulation: how its requests are served, and what a replica needs.</summary>
public sealed record SimulatedModel
{
    /// <summary>Its name in the trace.</summary>
    public required string Name { get; init; }

    /// <summary>The class of its requests.</summary>
    public ServiceClass Class { get; init; } = ServiceClass.Standard;

    /// <summary>Replicas with which it begins, from 0; the fixed policy keeps them.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Requests that a replica serves at the same time, each as fast as by itself; from 1.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Requests that a replica holds at most, those in service included; from 1.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>A request that finds more waiting is dropped; from 0.</summary>
    public int QueueLimit { get; init; } = 50;

    /// <summary>The latency objective, above 0.</summary>
    public TimeSpan Objective { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The classes of its requests, the most important first; empty where all are of <see cref="Class"/>.</summary>
    public ImmutableArray<SimulatedClass> Classes { get; init; } = [];

    /// <summary>A request that has waited so long is dropped, and one that is predicted not to be answered by then is refused when it comes; above 0, null for never. Where there are classes, of those that do not say it.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>For each time that long a request has waited it counts as one class above, above 0.</summary>
    public TimeSpan AgeingBound { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From having room to serving.</summary>
    public TimeSpan ColdStart { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>The median time of service, above 0.</summary>
    public TimeSpan Service { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The time that 99 of 100 stay below; null where service always takes as long.</summary>
    public TimeSpan? Service99 { get; init; }

    /// <summary>By what service is shorter on a class of device, each above 0; 1 on those that are not in it. <c>cpu</c> stands for a place without devices.</summary>
    public ImmutableDictionary<string, double> Speeds { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Thousandths of a core of a replica.</summary>
    public int CpuMillicores { get; init; }

    /// <summary>Bytes of a replica.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Devices of a replica, from 0.</summary>
    public int Devices { get; init; }

    /// <summary>The classes of devices that will do; empty for any.</summary>
    public ImmutableArray<string> DeviceClasses { get; init; } = [];

    /// <summary>Bytes on each device.</summary>
    public long DeviceMemoryBytes { get; init; }

    /// <summary>Thousandths of each device's compute, 0 to 1000.</summary>
    public int DeviceComputeThousandths { get; init; } = 1000;
}
