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
}
