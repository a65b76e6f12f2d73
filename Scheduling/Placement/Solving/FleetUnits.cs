using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>The whole numbers that demand and costs are counted in, so that sums are exact and the same everywhere.</summary>
internal static class FleetUnits
{
    /// <summary>Costs are thousandths of a weight's unit; served demand is thousandths of a replica of the fastest shape.</summary>
    public const long Scale = 1_000;

    public static long Cost(double weighted) => (long)Math.Round(weighted * Scale, MidpointRounding.AwayFromZero);

    public static long Weight(double weight) => (long)Math.Round(weight, MidpointRounding.AwayFromZero);

    /// <summary>Whether a shape serves within the objective, on a class that will do.</summary>
    public static bool Usable(FleetModel model, ModelShape shape) =>
        (model.ObjectiveMilliseconds <= 0 || shape.LatencyMilliseconds <= model.ObjectiveMilliseconds)
        && (shape.DeviceClass is not { } of || model.AllowedClasses.IsEmpty || model.AllowedClasses.Contains(of));

    /// <summary>Throughput of the fastest shape that is usable; of any where none is.</summary>
    public static double Fastest(FleetModel model)
    {
        var usable = model.Shapes.Where(shape => Usable(model, shape)).ToList();
        return (usable.Count > 0 ? usable : [.. model.Shapes]).Max(shape => shape.Throughput);
    }

    public static long Need(FleetModel model, RegionDemand demand) => (long)Math.Round(demand.Demand / Fastest(model) * Scale, MidpointRounding.AwayFromZero);

    public static long Give(FleetModel model, ModelShape shape) =>
        Math.Max(1, (long)Math.Round(shape.Throughput / Fastest(model) * Scale, MidpointRounding.AwayFromZero));

    /// <summary>Thousandths of a device.</summary>
    public static long ShareOf(ModelShape shape, FleetDevice device) =>
        device.MigSlices > 0 ? 1_000L * shape.MigSlices / device.MigSlices : shape.ComputeThousandths;

    /// <summary>What it takes to start a replica on a host.</summary>
    public static long StartCost(FleetModel model, FleetHost host, ObjectiveWeights weights) => Cost(weights.Disturbance * StartSeconds(model, host));

    /// <summary>What it takes to bring a copy of the files to a host.</summary>
    public static long CopyCost(FleetModel model, FleetHost host, ObjectiveWeights weights) => Cost(weights.Disturbance * LoadSeconds(model, host));

    /// <summary>Seconds until a replica that is started on a host serves: loading of files that are not there, and the start itself.</summary>
    public static double StartSeconds(FleetModel model, FleetHost? host) => LoadSeconds(model, host) + model.StartSeconds;

    /// <summary>Seconds of loading the files to a host; 0 where they are.</summary>
    public static double LoadSeconds(FleetModel model, FleetHost? host) =>
        host is not null && model.WarmHosts.Contains(host.Name) ? 0 : (double)model.FilesBytes / (host?.LoadBytesPerSecond ?? (1L << 30));

    /// <summary>What it takes that a running replica goes.</summary>
    public static long StopCost(FleetModel model, FleetHost? host, ObjectiveWeights weights) =>
        Cost(weights.Disturbance * model.StateBytes / (host?.LoadBytesPerSecond ?? (1L << 30)));

    public static long RiskCost(FleetModel model, FleetHost host, ObjectiveWeights weights) =>
        weights.MissingStandard <= 0 ? 0 : Cost(weights.Interruption * host.Price.Risk * weights.MissingOf(model.Class) / weights.MissingStandard);
}
