using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>One call of the console as a process, and what it printed.</summary>
internal sealed record KreweRun(int Code, string Output, string Errors)
{
    public static string Program => Repository.Program("Console", "Krewe.Console");

    /// <summary>Runs it against a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="token">The admin token.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<KreweRun> OfAsync(RunningSilo silo, string token, params string[] arguments)
    {
        await using var console = RunningProgram.StartDotnet(
            Program,
            arguments,
            new Dictionary<string, string> { ["NO_COLOR"] = "1", ["KREWE_URL"] = silo.Address.ToString(), ["KREWE_TOKEN"] = token });
        var code = await console.WaitForExitAsync(TimeSpan.FromSeconds(120));
        return new KreweRun(code, string.Join('\n', console.Output), string.Join('\n', Problems(console)));
    }

    /// <summary>What it said on the standard error, but for what it waited for: the machine may be busy.</summary>
    public static IEnumerable<string> Problems(RunningProgram console) => console.Errors.Where(line => !line.StartsWith("waiting for ", StringComparison.Ordinal));
}
