using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Plans;
using Krewe.Admin.Snapshots;
using Krewe.Bench.Reporting;
using Krewe.Grains.Pools.Planning;
using Krewe.Pools.Improving;

namespace Krewe.Bench.Placement;

/// <summary>
/// Decides again what the pools of a snapshot (<c>krewe snapshot FILE</c>) decide from there, with the code that they run. The decisions are printed as text;
/// the same snapshot gives the same text, bit by bit, on any machine: its hash is printed to compare.
/// </summary>
internal static class SnapshotReplay
{
    private static readonly Encoding Plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static IReadOnlyList<BenchRow> Run(string file, string output)
    {
        var document = File.ReadAllText(file);
        var start = Stopwatch.GetTimestamp();
        var (text, steps) = Decide(document);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var same = text == Decide(document).Text;
        if (output.Length > 0)
        {
            File.WriteAllText(output, text, Plain);
        }

        Console.Error.Write(text);
        Console.Error.WriteLine($"decisions sha256 {Convert.ToHexStringLower(SHA256.HashData(Plain.GetBytes(text)))}");
        return
        [
            .. Enum.GetValues<PlannedStep>().Select(kind => new BenchRow("snapshot", $"replicas, {kind.ToString().ToLowerInvariant()}", "1", steps.Count(step => step.Step == kind))),
            new BenchRow("snapshot", "replay is the same again", "1", same ? 1 : 0, ImmutableSortedDictionary<string, double>.Empty.Add("bound", 1), same),
            .. Recorded(document),
            new BenchRow("snapshot", "replay", "ms", seconds * 1e3),
        ];
    }

    /// <summary>The plans for whole pools that the pools themselves made, made again from what they were made from, and compared as text.</summary>
    private static IEnumerable<BenchRow> Recorded(string document)
    {
        var plans = Read(document).Pools.Select(pool => pool.Plan).OfType<RecordedPlan>().ToList();
        var same = plans.Count(plan => JsonSerializer.Serialize(PoolDryRun.Replay(plan), KreweJson.Options) == JsonSerializer.Serialize(plan.Found, KreweJson.Options));
        yield return new BenchRow("snapshot", "whole-pool plans recorded", "1", plans.Count);
        yield return new BenchRow(
            "snapshot", "whole-pool plans the same again", "1", same, ImmutableSortedDictionary<string, double>.Empty.Add("bound", plans.Count), same == plans.Count);
    }

    private static ClusterSnapshot Read(string document) =>
        JsonSerializer.Deserialize<ClusterSnapshot>(document, KreweJson.Options) ?? throw new ArgumentException("The snapshot is empty.");

    private static (string Text, IReadOnlyList<PlannedReplica> Steps) Decide(string document)
    {
        var snapshot = Read(document);
        var (text, steps) = (new StringBuilder(), new List<PlannedReplica>());
        foreach (var pool in snapshot.Pools)
        {
            var played = new PoolDryRun(pool);
            var decided = played.Run();
            steps.AddRange(decided);
            foreach (var step in decided)
            {
                text.Append(JsonSerializer.Serialize(step, KreweJson.Options)).Append('\n');
            }

            text.Append(JsonSerializer.Serialize(played.Improve(), KreweJson.Options)).Append('\n');
        }

        return (text.ToString(), steps);
    }
}
