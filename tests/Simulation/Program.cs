using System.Globalization;
using Krewe.Simulation.Tests.Programs;

// Replays a seed: dotnet run --project tests/Simulation -- SEED [--history]
if (args.Length == 0 || !int.TryParse(args[0], CultureInfo.InvariantCulture, out int seed))
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Simulation -- SEED [--history]");
    return 1;
}

var history = LedgerProgram.Run(seed);
if (args.Contains("--history"))
{
    foreach (string line in history.Lines)
    {
        Console.WriteLine(line);
    }
}

Console.WriteLine(history.Hash);
return 0;
