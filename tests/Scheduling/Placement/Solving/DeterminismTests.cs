using System.Diagnostics;
using System.Globalization;

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
