using System.Globalization;
using Krewe.Simulation.Tests.Programs;
using Krewe.Testing.Simulation;

// Replays a seed, or tries many: dotnet run --project tests/Simulation -- [cluster] (SEED [--history] | --seeds N)
const string Usage = "usage: dotnet run --project tests/Simulation -- [cluster] (SEED [--history] | --seeds N)";
Func<int, History> run = args.Contains("cluster") ? ClusterProgram.Run : seed => LedgerProgram.Run(seed);
string[] rest = [.. args.Where(one => one is not ("cluster" or "--history"))];
if (rest is ["--seeds", var text] && int.TryParse(text, CultureInfo.InvariantCulture, out int count))
{
    int failed = 0;
    for (int seed = 1; seed <= count; seed++)
    {
        failed += Try(seed, quiet: true) ? 0 : 1;
    }

    Console.WriteLine($"{count} seeds, {failed} failed");
    return failed == 0 ? 0 : 1;
}

if (rest is not [var number] || !int.TryParse(number, CultureInfo.InvariantCulture, out int one))
{
    Console.Error.WriteLine(Usage);
    return 1;
}

return Try(one, quiet: false) ? 0 : 1;

bool Try(int seed, bool quiet)
{
    try
    {
        Print(run(seed), quiet);
        return true;
    }
    catch (Exception exception)
    {
        Print(exception.Data["history"] as History, quiet);
        Console.Error.WriteLine(exception.Message);
        return false;
    }
}

void Print(History? history, bool quiet)
{
    if (args.Contains("--history"))
    {
        foreach (string line in history?.Lines ?? [])
        {
            Console.WriteLine(line);
        }
    }

    if (!quiet)
    {
        Console.WriteLine(history?.Hash);
    }
}
