using System.Collections.Immutable;
using Krewe.Machines;

namespace Krewe.Specs.Machines;

/// <summary>What a file of machines says: prices, machines that can be added, and who adds them. docs/machines.md has its keys.</summary>
public sealed record MachineFile
{
    /// <summary>The class of a machine without its accelerators.</summary>
    public const string CpuClass = "cpu";

    private const double SecondsPerHour = 3_600;

    /// <summary>A file that says nothing.</summary>
    public static MachineFile Empty { get; } = new();

    /// <summary>The prices, tried in order.</summary>
    public ImmutableArray<PriceRule> Prices { get; init; } = [];

    /// <summary>Machines that can be added.</summary>
    public ImmutableArray<MachineGroup> Groups { get; init; } = [];

    /// <summary>How much of what is needed may be spot machines.</summary>
    public SpotRules Spot { get; init; } = new();

    /// <summary>Who adds and removes them.</summary>
    public MachineProviderSpec Provider { get; init; } = new();

    /// <summary>What a machine costs: the sum of its devices and of the machine itself. Devices that no price is about cost nothing.</summary>
    /// <param name="region">Its region.</param>
    /// <param name="purchase">How it is paid for.</param>
    /// <param name="classes">The class of each of its accelerators.</param>
    public MachineCost CostOf(string region, PurchaseType purchase, IEnumerable<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ImmutableArray<PriceRule> rules =
        [
            .. classes.Append(CpuClass).Select(of => Prices.FirstOrDefault(rule => rule.Matches(of, region, purchase))).OfType<PriceRule>(),
        ];

        // A machine is interrupted as a whole: its riskiest part counts, not the sum.
        return new MachineCost(
            purchase,
            rules.Sum(rule => rule.DeviceSecond) * SecondsPerHour,
            purchase == PurchaseType.Spot ? rules.Select(rule => rule.InterruptionsPerHour).DefaultIfEmpty().Max() : 0);
    }

    /// <summary>What one machine of a group costs: what it says itself, else the prices of its devices.</summary>
    /// <param name="group">The group.</param>
    public MachineCost CostOf(MachineGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var listed = CostOf(group.Region, group.Purchase, Enumerable.Repeat(group.DeviceClass, group.Devices));
        return new MachineCost(
            group.Purchase,
            group.HourlyPrice ?? listed.PerHour,
            group.Purchase == PurchaseType.Spot ? group.InterruptionsPerHour ?? listed.InterruptionsPerHour : 0);
    }
}
