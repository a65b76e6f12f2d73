using System.Diagnostics;
using Krewe.Simulation.Tests.Programs;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SameSeed_SameProcess_SameHistory(bool serializeMessages)
    {
        var first = LedgerProgram.Run(7, serializeMessages);
        var second = LedgerProgram.Run(7, serializeMessages);
        Assert.Equal(first.Lines, second.Lines);
        Assert.Equal(first.Hash, second.Hash);
        Assert.All((string[])["message", "turn", "time", "write", "read"], kind =>
            Assert.Contains(first.Lines, line => line.Contains($" {kind} ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SameSeed_TwoProcesses_SameHistory()
    {
        var here = LedgerProgram.Run(7).Hash;
        Assert.Equal(here, await RunInProcess("ledger", "7"));
        Assert.Equal(here, await RunInProcess("ledger", "7"));
    }

    [Fact]
    public void OtherSeeds_OtherOrders()
    {
        var hashes = Enumerable.Range(1, 10).Select(seed => LedgerProgram.Run(seed).Hash).Distinct();
        Assert.Equal(10, hashes.Count());
    }

    [Fact]
    public void Ledger_ManySeeds_InvariantsHold()
    {
        foreach (var seed in SimulationSeed.Choose(100, 40))
        {
            LedgerProgram.Run(seed);
        }
    }

    internal static async Task<string> RunInProcess(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { typeof(LedgerProgram).Assembly.Location },
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
