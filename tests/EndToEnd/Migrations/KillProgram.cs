using Microsoft.Extensions.Configuration;

namespace Krewe.EndToEnd.Migrations;

/// <summary>Kills source, target and pool at each step of a migration, and prints what was seen.</summary>
internal static class KillProgram
{
    public const string Name = "migration-kills";

    /// <summary>Gives the exit code.</summary>
    /// <param name="arguments"><c>--phase NAME</c> and <c>--victim NAME</c> choose; <c>--rounds N</c> repeats; <c>--seed N</c>.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        var cases = KillCase.All.Where(one => Fits(options["phase"], one.Phase) && Fits(options["victim"], one.Victim)).ToList();
        var rounds = options.GetValue("rounds", 1);
        var (faults, failed, requests, longest) = (0, 0, 0, TimeSpan.Zero);
        await using var cluster = await KillCluster.StartAsync();
        var walk = new KillWalk(cluster, new Random(options.GetValue("seed", 1)));
        foreach (var one in Enumerable.Repeat(cases, rounds).SelectMany(all => all))
        {
            var outcome = await walk.RunAsync(one);
            Console.WriteLine(outcome);
            (failed, requests) = (failed + outcome.Failures.Count, requests + outcome.Requests);
            longest = outcome.Recovered > longest ? outcome.Recovered : longest;
            Check(outcome, problem =>
            {
                faults++;
                Console.WriteLine("  WRONG: " + problem);
            });
        }

        Console.WriteLine($"{cases.Count * rounds} kills, {faults} wrong; {requests} requests, {failed} failed; longest recovery {longest.TotalSeconds:0.0} s");
        return faults == 0 ? 0 : 1;
    }

    /// <summary>What may never be: two owners, fewer ready than all but those that died, requests that fail though no replica of theirs died.</summary>
    public static void Check(KillOutcome outcome, Action<string> wrong)
    {
        foreach (var violation in outcome.Violations)
        {
            wrong($"{outcome.Case}: {violation}");
        }

        if (outcome.FewestReady < KillCluster.Replicas - outcome.Lost)
        {
            wrong($"{outcome.Case}: {outcome.FewestReady} ready, and only {outcome.Lost} of {KillCluster.Replicas} died");
        }

        if (outcome.Lost == 0)
        {
            foreach (var failure in outcome.Failures)
            {
                wrong($"{outcome.Case}: {failure}");
            }
        }
    }

    private static bool Fits<T>(string? asked, T value) => asked is null || string.Equals(asked, value!.ToString(), StringComparison.OrdinalIgnoreCase);
}
