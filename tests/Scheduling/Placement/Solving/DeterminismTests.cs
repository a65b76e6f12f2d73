using System.Diagnostics;
using System.Globalization;
using Krewe.Bench.SolverGap;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Tests.Placement.Solving;

public class DeterminismTests
{
    [Fact]
    public async Task Solve_TwoProcesses_GiveTheSamePlans()
    {
        var here = PlanText.Of(7).Trim();
        Assert.Equal(here, await RunInProcess(7));
        Assert.NotEqual(here, PlanText.Of(8));
    }

    [Fact]
    public void Solve_StoppedOnTheWay_IsMadeAgainByItsSteps()
    {
        foreach (var kind in RandomFleet.Kinds)
        {
            var problem = RandomFleet.Draw(5, kind);
            var options = new SearchOptions { Steps = 1_000_000, Nodes = 0, Bound = false };
            using var soon = new CancellationTokenSource(millisecondsDelay: 30);
            var stopped = FleetSolver.Solve(problem, options, soon.Token);
            var again = FleetSolver.Solve(problem, options with { StopAfter = stopped.Steps });
            Assert.Equal((stopped.Steps, stopped.Value), (again.Steps, again.Value));
            Assert.Equal(stopped.Replicas.Select(replica => replica.ToString()), again.Replicas.Select(replica => replica.ToString()));
        }
    }

    private static async Task<string> RunInProcess(int seed)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, ArgumentList = { typeof(PlanText).Assembly.Location, seed.ToString(CultureInfo.InvariantCulture) } };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
