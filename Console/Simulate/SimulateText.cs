using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;

namespace Krewe.Commands.Simulate;

/// <summary>A simulation for people.</summary>
internal static class SimulateText
{
    public static void Write(SimulationView view, Surroundings surroundings)
    {
        var output = surroundings.Output;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{view.Requests} requests of {view.Models} models in {view.Hours:0.##} h, policy {view.Policy}, {view.Seeds} seeds"));
        if (view.Wanted is { } wanted)
        {
            output.WriteLine(view.Fleets.IsEmpty
                ? $"no fleet up to the described one answers {Wanted(wanted)} in time"
                : $"the smallest fleet that answers {Wanted(wanted)} in time with every seed has {view.Fleets[0].Hosts} machines");
        }

        if (view.Fleets.IsEmpty)
        {
            return;
        }

        output.WriteLine();
        var table = new TableWriter(surroundings, "MACHINES", "REPLICAS", "IN TIME", "WORST SEED", "BY CLASS", "GOODPUT/S", "P50", "P99", "P99.9", "REPLICA-HOURS", "COST", "STARTS", "REMOVALS", "MIGRATIONS");
        foreach (var row in view.Fleets)
        {
            table.Row(
                row.Hosts.ToString(CultureInfo.InvariantCulture),
                row.Replicas?.ToString(CultureInfo.InvariantCulture) ?? "-",
                Share(row.InTime),
                Share(row.LeastInTime),
                string.Join(", ", row.InTimeByClass.Select(pair => $"{pair.Key} {Share(pair.Value)}")),
                Number(row.Goodput),
                Number(row.Latency["p50"]),
                Number(row.Latency["p99"]),
                Number(row.Latency["p99.9"]),
                Number(row.ReplicaHours),
                Number(row.Cost),
                Number(row.Starts),
                Number(row.Removals),
                Number(row.Migrations));
        }

        table.Write();
        output.WriteLine();
        output.WriteLine("latencies are multiples of the objective");
    }

    // As it was given.
    private static string Wanted(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.######} %");

    /// <summary>A share in percent.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.###} %");

    /// <summary>A number as short as it may be.</summary>
    public static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
