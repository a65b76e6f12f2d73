using System.Collections.Immutable;
using Krewe.Machines;

namespace Krewe.Specs.Machines;

/// <summary>The price of the devices that it is about. Of several the first one counts.</summary>
public sealed record PriceRule
{
    /// <summary>The class of devices, as <c>krewe devices</c> shows it; <c>cpu</c> is the machine without its accelerators. Null for every class but that.</summary>
    public string? Class { get; init; }

    /// <summary>The regions; all where none is named.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>How it is paid for; null for every way.</summary>
    public PurchaseType? Purchase { get; init; }

    /// <summary>The price of one device for a second, in any currency, at least 0.</summary>
    public double DeviceSecond { get; init; }

    /// <summary>Expected interruptions in an hour of a spot machine with such devices, at least 0.</summary>
    public double InterruptionsPerHour { get; init; }

    /// <summary>Whether it is about a device.</summary>
    /// <param name="class">The device's class.</param>
    /// <param name="region">Its region.</param>
    /// <param name="purchase">How it is paid for.</param>
    public bool Matches(string @class, string region, PurchaseType purchase) =>
        (Class is null ? @class != MachineFile.CpuClass : Class == @class)
        && (Regions.IsEmpty || Regions.Contains(region))
        && (Purchase is null || Purchase == purchase);
}
