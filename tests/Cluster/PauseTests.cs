using Krewe.Cluster.Tests.Scenarios;
using Krewe.Cluster.Tests.Support;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

[Collection("busy")]
public sealed class PauseTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Pause_LongerThanItsDeath_ItEndsAndChangesNothing()
    {
        var result = await PauseScenario.RunAsync(TimeSpan.Zero, untilDead: true);
        output.WriteLine(result.Audit.ToString());

        Assert.True(result.WasDead);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Matches(Expected.OwnDeath, result.Transcript);
        Assert.NotEmpty(result.Before);
        Assert.Equal(result.Before, result.After);
        Assert.Empty(result.Audit.Faults);
    }
}
