using System.Globalization;
using Krewe.Simulation.Tests.Programs;
using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;

// Runs a program under a seed, or under many. Prints the hash of the history; exits with 1 when something is wrong.
const string Usage = """
    usage: dotnet run -c Release --project tests/Simulation -- PROGRAM SEED [--trace | --history] [--sabotage WHAT]
           dotnet run -c Release --project tests/Simulation -- PROGRAM|all --seeds FIRST COUNT [--sabotage WHAT]
    --trace    what happened, to be read; --history    each line as it is hashed
    """;

Sabotage sabotage = args.SkipWhile(one => one != "--sabotage").Skip(1).FirstOrDefault() is { } named ? Enum.Parse<Sabotage>(named) : Sabotage.None;
string[] programs = args switch
{
    ["all", ..] => [.. ProgramRun.All.Keys],
    [var one, ..] when one == "ledger" || ProgramRun.All.ContainsKey(one) => [one],
    _ => [],
};
int[] seeds = args switch
{
    [_, "--seeds", var first, var count, ..] => [.. Enumerable.Range(Number(first), Number(count))],
    [_, var seed, ..] => [Number(seed)],
    _ => [],
};
if (programs.Length == 0 || seeds.Length == 0)
{
    Console.Error.WriteLine(Usage);
    Console.Error.WriteLine($"programs: ledger (one silo), {string.Join(", ", ProgramRun.All.Keys)}; sabotage: {string.Join(", ", Enum.GetNames<Sabotage>())}");
    return 2;
}

int failed = 0;
foreach (string program in programs)
{
    failed += seeds.Count(seed => !Try(program, seed));
}

if (seeds.Length > 1)
{
    Console.WriteLine($"{seeds.Length * programs.Length} runs, {failed} failed");
}

return failed == 0 ? 0 : 1;

bool Try(string program, int seed)
{
    try
    {
        History history = program == "ledger" ? LedgerProgram.Run(seed) : ProgramRun.Run(program, seed, sabotage);
        Show(history);
        if (seeds.Length == 1)
        {
            Console.WriteLine(history.Hash);
        }

        return true;
    }
    catch (Exception exception)
    {
        Show(exception.Data["history"] as History);
        Console.Error.WriteLine(exception.Message);
        return false;
    }
}

void Show(History? history)
{
    IEnumerable<string> lines = history is null ? [] : args.Contains("--trace") ? Trace.Of(history) : args.Contains("--history") ? history.Lines : [];
    foreach (string line in lines)
    {
        Console.WriteLine(line);
    }
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
