using Krewe.Machines;

namespace Krewe.Specs.Simulations;

/// <summary>Machines that are alike, in a simulation.</summary>
public sealed record SimulatedHosts
{
    /// <summary>Their names begin with it.</summary>
    public required string Name { get; init; }

    /// <summary>How many, 1 to 100,000.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Thousandths of a core, each.</summary>
    public int CpuMillicores { get; init; }

    /// <summary>Bytes, each.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Devices in each, 0 to 64.</summary>
    public int Devices { get; init; }

    /// <summary>The devices' class; empty for none.</summary>
    public string DeviceClass { get; init; } = "";

    /// <summary>Bytes of each device.</summary>
    public long DeviceMemoryBytes { get; init; }

    /// <summary>The price of an hour of one machine, in any currency, at least 0.</summary>
    public double HourlyPrice { get; init; }

    /// <summary>Whether they come when models need them and go when they do not; <see cref="Count"/> is then the most that there are.</summary>
    public bool Elastic { get; init; }

    /// <summary>The fewest that there are, from 0; only where they come and go.</summary>
    public int Least { get; init; }

    /// <summary>How they are paid for; counts only where they come and go.</summary>
    public PurchaseType Purchase { get; init; }

    /// <summary>How often one is taken back in an hour, from 0; only of spot machines.</summary>
    public double InterruptionsPerHour { get; init; }

    /// <summary>From the order to a host, above 0.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one must have been superfluous before it goes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);
}
