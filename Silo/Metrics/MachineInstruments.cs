using System.Diagnostics.Metrics;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Specs.Machines;

namespace Krewe.Silo.Metrics;

/// <summary>Machines that come and go, as the pools' grains told when the last snapshot was taken. What they count is stored with them, so it outlives every silo.</summary>
internal static class MachineInstruments
{
    private static readonly MachinePhase[] Phases = Enum.GetValues<MachinePhase>();

    /// <summary>Makes them.</summary>
    /// <param name="meter">Where.</param>
    /// <param name="latest">Gives the last snapshot.</param>
    public static void Create(Meter meter, Func<MetricsSnapshot> latest)
    {
        meter.CreateObservableGauge(
            MetricCatalog.Machines.Name,
            () =>
                from view in latest().Machines
                from offer in view.Groups.Select(one => one.Offer)
                from phase in Phases
                select Of(
                    view.Machines.Count(machine => machine.Group == offer.Group && machine.Phase == phase),
                    view.Pool,
                    (MetricLabels.Group, offer.Group),
                    (MetricLabels.Purchase, MachineFileReader.WordOf(offer.Cost.Purchase)),
                    (MetricLabels.Phase, MetricWords.Of(phase))),
            description: MetricCatalog.Machines.Help);

        IEnumerable<Measurement<double>> Groups(Func<MachineGroupView, double> value) =>
            from view in latest().Machines
            from one in view.Groups
            select Of(value(one), view.Pool, (MetricLabels.Group, one.Offer.Group));

        void Count(MetricDefinition definition, Func<MachineGroupView, double> value) => meter.CreateObservableCounter(definition.Name, () => Groups(value), description: definition.Help);

        Count(MetricCatalog.MachineOrders, group => group.Orders);
        Count(MetricCatalog.MachineFailures, group => group.Failures);
        Count(MetricCatalog.MachineInterruptions, group => group.Interruptions);
        Count(MetricCatalog.MachineRemovals, group => group.Removals);
        meter.CreateObservableGauge(MetricCatalog.MachineStart.Name, () => Groups(group => group.Start.TotalSeconds), description: MetricCatalog.MachineStart.Help);
        meter.CreateObservableGauge(MetricCatalog.MachinePaused.Name, () => Groups(group => group.PausedUntil is null ? 0 : 1), description: MetricCatalog.MachinePaused.Help);
        CreateMoney(meter, latest);
    }

    private static void CreateMoney(Meter meter, Func<MetricsSnapshot> latest)
    {
        meter.CreateObservableGauge(
            MetricCatalog.MachinePrice.Name,
            () =>
                from view in latest().Machines
                from purchase in view.Machines.Where(machine => machine.Phase != MachinePhase.Ordered).GroupBy(machine => machine.Cost.Purchase)
                select Of(purchase.Sum(machine => machine.Cost.PerHour), view.Pool, (MetricLabels.Purchase, MachineFileReader.WordOf(purchase.Key))),
            description: MetricCatalog.MachinePrice.Help);
        meter.CreateObservableCounter(
            MetricCatalog.MachineSpent.Name,
            () =>
                from view in latest().Machines
                from spent in view.Spent
                select Of(spent.Value, view.Pool, (MetricLabels.Purchase, MachineFileReader.WordOf(spent.Key))),
            description: MetricCatalog.MachineSpent.Help);
        meter.CreateObservableGauge(MetricCatalog.MachineLacking.Name, () => latest().Machines.Select(view => Of(view.Lacking, view.Pool)), description: MetricCatalog.MachineLacking.Help);
    }

    private static Measurement<double> Of(double value, PoolKey pool, params ReadOnlySpan<(string Name, string Value)> labels) =>
        new(value, [new(MetricLabels.Region, pool.Region), new(MetricLabels.Pool, pool.Pool), .. labels.ToArray().Select(label => new KeyValuePair<string, object?>(label.Name, label.Value))]);
}
