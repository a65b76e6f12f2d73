using System.Diagnostics;
using System.Globalization;
using Krewe.Cluster.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>Runs a scenario in the length that the command line asks for, and prints what was seen.</summary>
internal static class LongForm
{
    private const string Usage = """
        usage: dotnet run -c Release --project tests/Cluster -- SCENARIO [--option value ...]
          kill      --requests 50000 --kills 20 [--defaults true]   silos die one at a time under load
          postgres  --pause 30                                      PostgreSQL restarts, then stands still for seconds
          pause     --seconds 60                                    a silo stands still
          rolling   --rounds 3                                      all silos are restarted in turn, then all at once
          standby   --requests 2000                                 the primary database and a silo are lost together
          neighbours --other ASSEMBLY                               silos of another build beside those of this one (neighbours.sh builds one)
        """;

    private static readonly Stopwatch Watch = Stopwatch.StartNew();

    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new ConfigurationBuilder().AddCommandLine([.. arguments.Skip(1)]).Build();
        Func<Task<string>>? scenario = arguments.FirstOrDefault() switch
        {
            "kill" => () => KillAsync(Number("requests", 50_000), Number("kills", 20), options["defaults"] == "true"),
            "postgres" => () => PostgresAsync(Number("pause", 30)),
            "pause" => () => PauseAsync(Number("seconds", 60)),
            "rolling" => () => RollingAsync(Number("rounds", 3)),
            "standby" => () => StandbyAsync(Number("requests", 2_000)),
            "neighbours" when options["other"] is { } other => () => NeighboursAsync(other),
            _ => null,
        };
        if (scenario is null)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        var faults = await scenario();
        await SiloCluster.DisposeServerAsync();
        Log(faults.Length == 0 ? "nothing is wrong" : faults);
        return faults.Length == 0 ? 0 : 1;

        int Number(string name, int otherwise) => int.Parse(options[name] ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static async Task<string> KillAsync(int requests, int kills, bool defaults)
    {
        var result = await KillScenario.RunAsync(requests, kills, defaults, Log);
        Log(result.Audit.ToString());
        var sorted = result.Recoveries.Order().ToArray();
        Log($"loss of a gateway: longest {result.GatewayLosses.Max().TotalMilliseconds:0} ms; the client's failures: {string.Join(", ", result.ClientFailures.CountBy(failure => LedgerAudit.CodeOf(failure.Value.Text)))}");
        Log($"recovery of {sorted.Length} grains: median {sorted[sorted.Length / 2].TotalSeconds:0.00} s, longest {sorted[^1].TotalSeconds:0.00} s");
        var limit = TimeSpan.FromSeconds(defaults ? 30 : 5);
        return result.Audit.Faults + (sorted[^1] > limit ? $"a grain did not answer for more than {limit}" : "");
    }

    private static async Task<string> PostgresAsync(int seconds)
    {
        var result = await PostgresScenario.RunAsync(TimeSpan.FromSeconds(seconds));
        foreach (var (what, outage) in new[] { ("restart", result.Restart), ($"pause of {seconds} s", result.Pause) })
        {
            Log($"{what}: {outage.Served} calls of active grains served meanwhile; write: {outage.Write.Text}; placement: {outage.Placement.Text}");
        }

        Log($"{result.NotServed.Count} calls of active grains not served; {result.Audit}");
        return result.Audit.Faults + (result.NotServed.Count > 0 ? "active grains did not serve" : "") + (result.AllLive ? "" : "a silo ended");
    }

    private static async Task<string> PauseAsync(int seconds)
    {
        var result = await PauseScenario.RunAsync(TimeSpan.FromSeconds(seconds), untilDead: false);
        Log($"pause of {seconds} s: was {(result.WasDead ? $"dead, ended with {result.ExitCode}" : "not declared dead")}; {result.Before.Length} states of its own, {result.Audit}");
        return result.Audit.Faults + (result.Before.SequenceEqual(result.After) ? "" : "a late write was accepted");
    }

    private static async Task<string> RollingAsync(int rounds)
    {
        var result = await RollingScenario.RunAsync(rounds, Log);
        Log(result.ToString());
        return result.Audit.Faults + string.Join('\n', result.Failures.Take(10).Select(failure => $"{failure.Key}: {failure.Value.Text}"));
    }

    private static async Task<string> StandbyAsync(int requests)
    {
        var result = await StandbyScenario.RunAsync(requests);
        Log($"{result.Audit}; without primary: {result.Refused.Text}; written again {result.WrittenAgain.TotalSeconds:0.0} s after the order to promote");
        return result.Audit.Faults;
    }

    private static async Task<string> NeighboursAsync(string other)
    {
        var result = await NeighboursScenario.RunAsync(other, Log);
        Log($"{result.Audit}; {result.Requests} requests; {result.Moves} moves between the builds; grains of killed silos answered again after {string.Join(", ", result.Recoveries.Select(time => $"{time.TotalSeconds:0.00} s"))}");
        return result.Audit.Faults + string.Join('\n', result.Failures.Take(10).Select(failure => $"{failure.Key}: {failure.Value.Text}"));
    }

    private static void Log(string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Watch.Elapsed.TotalSeconds,7:0.0} s  {text}"));
}
