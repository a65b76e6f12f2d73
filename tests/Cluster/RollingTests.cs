using Krewe.Cluster.Tests.Scenarios;
using Krewe.Cluster.Tests.Support;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

[Collection("busy")]
public sealed class RollingTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Restart_OfAllSilosUnderLoad_NoRequestFailsAndAllComesBackAfterATotalStop()
    {
        var result = await RollingScenario.RunAsync(rounds: 1, output.WriteLine);
        output.WriteLine(result.ToString());

        Assert.All(result.Failures, failure => Assert.Matches(Expected.RollingFailure, failure.Value.Text));
        Assert.All(result.Exits, code => Assert.Equal(0, code));
        Assert.Empty(result.Audit.Faults);
    }
}
