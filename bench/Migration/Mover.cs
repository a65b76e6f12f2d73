using System.Diagnostics;
using Krewe.Client.Admin;
using Krewe.Errors;
using Krewe.Replicas;

namespace Krewe.Bench.Migration;

/// <summary>Moves replicas to wherever there is room, some at once.</summary>
/// <param name="admin">Where they are ordered.</param>
/// <param name="atOnce">How many at once.</param>
/// <param name="random">Which replica is next.</param>
internal sealed class Mover(KreweAdminClient admin, int atOnce, Random random)
{
    /// <summary>Begins moves for a while, no more than so many, and waits until all have ended.</summary>
    public async Task<MoverOutcome> RunAsync(TimeSpan time, int most)
    {
        var watch = Stopwatch.StartNew();
        var open = new HashSet<string>(StringComparer.Ordinal);
        var ended = new List<Krewe.Migrations.Migration>();
        while (open.Count > 0 || (ended.Count < most && watch.Elapsed < time))
        {
            if (await TryAsync(() => admin.GetMigrationsAsync()) is not { } all)
            {
                continue;
            }

            foreach (var one in all.Where(one => one.Ended && open.Remove(one.Id)))
            {
                ended.Add(one);
            }

            if (open.Count < atOnce && open.Count + ended.Count < most && watch.Elapsed < time)
            {
                var busy = all.Where(one => !one.Ended).SelectMany(one => one.Steps).Select(step => step.Replica).ToHashSet();
                await BeginAsync(open, busy, Math.Min(atOnce, most - ended.Count));
            }

            await Task.Delay(50);
        }

        return new MoverOutcome(ended, watch.Elapsed.TotalSeconds);
    }

    private async Task BeginAsync(HashSet<string> open, HashSet<Krewe.Naming.ReplicaId> busy, int atMost)
    {
        if (await TryAsync(() => admin.GetReplicasAsync()) is not { } replicas)
        {
            return;
        }

        var free = replicas.Where(replica => replica.Phase == ReplicaPhase.Ready && !busy.Contains(replica.Id)).Select(replica => replica.Id).ToList();
        while (open.Count < atMost && free.Count > 0)
        {
            var replica = free[random.Next(free.Count)];
            free.Remove(replica);
            try
            {
                open.Add((await admin.MigrateAsync(replica)).Id);
            }
            catch (KreweException refused) when (refused.Problem.Code is ErrorCodes.MigrationRefused or ErrorCodes.NotFound or ErrorCodes.OutcomeUnknown)
            {
                // It has just gone, or is not ready any more: another one.
            }
        }
    }

    /// <summary>Null when the cluster did not answer in time.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> question)
        where T : class
    {
        try
        {
            return await question();
        }
        catch (KreweException silent) when (silent.Problem.Code == ErrorCodes.OutcomeUnknown)
        {
            return null;
        }
    }
}
