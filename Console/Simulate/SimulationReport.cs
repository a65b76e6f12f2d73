using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Krewe.Planning.Simulations;

namespace Krewe.Commands.Simulate;

/// <summary>A page of a simulation: the table, and load, replicas, lateness and cost over time. It needs nothing from elsewhere.</summary>
internal static class SimulationReport
{
    // Lines of one plot; the models with the most requests.
    private const int MostLines = 10;

    public static string Write(SimulationView view, ImmutableArray<SimulationOutcome> outcomes)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>krewe simulate</title>\n<style>body{font-family:sans-serif;max-width:60em;margin:2em auto}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .6em;text-align:right}</style></head><body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>krewe simulate</h1>\n<p>{view.Requests} requests of {view.Models} models in {view.Hours:0.##} h, policy {view.Policy}, {view.Seeds} seeds.</p>\n");
        Table(page, view);
        foreach (var outcome in outcomes)
        {
            Plots(page, outcome, view.Hours);
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static void Table(StringBuilder page, SimulationView view)
    {
        page.Append("<table><tr><th>machines</th><th>in time</th><th>worst seed</th><th>by class</th><th>goodput/s</th><th>p50</th><th>p90</th><th>p99</th><th>p99.9</th><th>dropped</th><th>replica-hours</th><th>cost</th><th>starts</th><th>removals</th><th>migrations</th><th>machines bought</th><th>taken back</th></tr>\n");
        foreach (var row in view.Fleets)
        {
            string[] cells =
            [
                row.Hosts.ToString(CultureInfo.InvariantCulture),
                SimulateText.Share(row.InTime),
                SimulateText.Share(row.LeastInTime),
                string.Join(", ", row.InTimeByClass.Select(pair => $"{pair.Key} {SimulateText.Share(pair.Value)}")),
                .. new[] { row.Goodput, row.Latency["p50"], row.Latency["p90"], row.Latency["p99"], row.Latency["p99.9"], row.Dropped, row.ReplicaHours, row.Cost, row.Starts, row.Removals, row.Migrations, row.MachinesBought, row.MachinesTakenBack }.Select(SimulateText.Number),
            ];
            page.Append("<tr>").AppendJoin("", cells.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>")).Append("</tr>\n");
        }

        page.Append("</table>\n<p>Latencies are multiples of the objective. Means over the seeds; the plots show the first one.</p>\n");
    }

    private static void Plots(StringBuilder page, SimulationOutcome outcome, double hours)
    {
        var (trace, run) = (outcome.Plan.Trace, outcome.Runs[0]);
        var shown = Enumerable.Range(0, trace.Names.Length).OrderByDescending(model => run.ArrivedByModel[model]).ThenBy(model => model).Take(MostLines).ToArray();
        (string, IReadOnlyList<double>)[] Lines(Func<int, IReadOnlyList<double>> values) => [.. shown.Select(model => (trace.Names[model], values(model)))];

        page.Append(CultureInfo.InvariantCulture, $"<h2>{outcome.Hosts} machines</h2>\n");
        page.Append(SvgLines.Draw("load, requests each second", hours, Lines(model => [.. trace.Counts[model].Select(count => count / trace.StepSeconds)])));
        page.Append(SvgLines.Draw("replicas: serving, starting or waiting for room", hours, Lines(model => [.. run.Replicas[model].Select(count => (double)count)])));
        page.Append(SvgLines.Draw("requests beyond the objective, %", hours, Lines(model => [.. run.ViolatedShares[model].Select(share => 100 * share)])));
        page.Append(SvgLines.Draw("cost so far", hours, [("machines", run.CostByDecision)]));
    }
}
