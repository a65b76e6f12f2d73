using System.Globalization;
using Krewe.Admin.Plans;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Pools.Improving;

namespace Krewe.Commands.Plan;

/// <summary>Writes what would be better elsewhere in a pool, what that costs and what it is for.</summary>
internal static class PoolImprovementWriter
{
    private const int MostConstraints = 8;

    public static void Write(PlannedPool pool, Surroundings surroundings)
    {
        var output = surroundings.Output;
        output.WriteLine($"pool {pool.Pool} as a whole: {pool.Improvement.Verdict}");
        WriteCosts(pool.Improvement, output);
        WriteMoves(pool.Improvement, surroundings);
        foreach (var blocked in pool.Improvement.Blocked)
        {
            output.WriteLine($"  - {blocked}");
        }

        foreach (var price in pool.Improvement.Constraints.Take(MostConstraints))
        {
            output.WriteLine($"  {price.Subject}: without \"{price.Constraint}\" it would cost {Number(price.Costs.Total)} less ({Parts(price.Costs)})");
        }
    }

    /// <summary>The moves as a table.</summary>
    public static void WriteMoves(PoolImprovement improvement, Surroundings surroundings)
    {
        if (improvement.Moves.IsEmpty)
        {
            return;
        }

        var table = new TableWriter(surroundings, "  MOVE", "FROM", "TO", "LOAD", "SAVES", "WHY");
        foreach (var move in improvement.Moves)
        {
            table.Row(
                "  " + (move.Replica?.ToString() ?? $"one more of {move.Model}"),
                move.From is { } from ? Place(from, move.FromDevices) : "",
                Place(move.To, move.ToDevices),
                Words.Seconds(move.Seconds),
                move.Saves is { } saves ? Number(saves) : "",
                string.Join("; ", move.Reasons));
        }

        table.Write();
    }

    private static void WriteCosts(PoolImprovement improvement, TextWriter output)
    {
        output.WriteLine($"  costs {Number(improvement.Before.Total)} ({Parts(improvement.Before)})");
        if (!improvement.Moves.IsEmpty)
        {
            var gap = improvement.Gap is { } share ? string.Create(CultureInfo.InvariantCulture, $"; no plan costs less than {1 - share:P1} of that") : "";
            output.WriteLine($"  after {Number(improvement.After.Total)} ({Parts(improvement.After)}){gap}");
        }
    }

    private static string Parts(PlanCost cost)
    {
        (string Name, double Value)[] parts =
        [
            ("missing", cost.Missing), ("warm copies", cost.WarmCopies), ("money", cost.Money), ("interruption", cost.Interruption),
            ("fragmentation", cost.Fragmentation), ("disturbance", cost.Disturbance),
        ];
        var told = string.Join(", ", parts.Where(part => part.Value != 0).Select(part => $"{part.Name} {Number(part.Value)}"));
        return told.Length == 0 ? "nothing" : told;
    }

    private static string Place(string host, IReadOnlyCollection<string> devices) => devices.Count == 0 ? host : $"{host} {string.Join(' ', devices)}";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
