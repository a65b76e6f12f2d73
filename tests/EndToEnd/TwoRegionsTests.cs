using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>samples/two-regions as a user runs it, without the defragmentation and the return: four silos, of which a region is lost.</summary>
public sealed class TwoRegionsTests
{
    [PostgresFact]
    public async Task Run_RegionLost_OtherTakesOverWhatItMay()
    {
        await using var sample = RunningProgram.Start(
            "/bin/bash", [Path.Combine(Repository.Root, "samples", "two-regions", "run.sh"), "--short", "--no-build", "--configuration", Repository.Configuration]);
        var code = await sample.WaitForExitAsync(TimeSpan.FromMinutes(6));

        Assert.True(code == 0, sample.Transcript());
        Assert.Contains("a front in us answers for digits", sample.Output);
        Assert.Contains(sample.Output, line => line.StartsWith("and refuses private", StringComparison.Ordinal));
        Assert.Contains(sample.Output, line => line.Contains("requests.elsewhere", StringComparison.Ordinal));
        Assert.Contains("stopped, nothing is left", sample.Output);
    }
}
