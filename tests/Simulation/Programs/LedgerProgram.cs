using Krewe.Simulation.Tests.Grains;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>Clients move money between accounts at random; no money is lost or made, and the ledger has a line for every transfer.</summary>
internal static class LedgerProgram
{
    private const int Accounts = 4, Clients = 5, Rounds = 8, Initial = 100;

    public static History Run(int seed, bool serializeMessages = true) =>
        SimulatedSilo.Run(seed, RunAsync, new SimulationOptions { SerializeMessages = serializeMessages });

    private static async Task RunAsync(SimulatedSilo silo)
    {
        IAccountGrain[] accounts = [.. Enumerable.Range(0, Accounts).Select(number => silo.Grains.GetGrain<IAccountGrain>($"{number}"))];
        await Task.WhenAll(accounts.Select(account => account.Deposit(Initial)));
        int[] made = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ClientAsync(silo, accounts)));
        await silo.Delay(TimeSpan.FromSeconds(3));

        int[] balances = await Task.WhenAll(accounts.Select(account => account.Balance()));
        Check(silo, balances.Sum() == Accounts * Initial, $"the balances are {string.Join(", ", balances)}");
        int stored = await silo.Grains.GetGrain<ILedgerGrain>("ledger").Stored();
        Check(silo, stored == made.Sum(), $"{made.Sum()} transfers were made and {stored} are in the ledger");
    }

    private static async Task<int> ClientAsync(SimulatedSilo silo, IAccountGrain[] accounts)
    {
        int made = 0;
        for (int round = 0; round < Rounds; round++)
        {
            int from = silo.Random.Next(Accounts);
            int to = (from + 1 + silo.Random.Next(Accounts - 1)) % Accounts;
            made += await accounts[from].Transfer($"{to}", silo.Random.Next(1, 80)) ? 1 : 0;
            await silo.Delay(TimeSpan.FromMilliseconds(silo.Random.Next(0, 700)));
        }

        return made;
    }

    private static void Check(SimulatedSilo silo, bool holds, string found)
    {
        if (!holds)
        {
            throw new InvalidOperationException(
                $"Seed {silo.Seed}: {found}. Replay: dotnet run --project tests/Simulation -- ledger {silo.Seed} --trace");
        }
    }
}
