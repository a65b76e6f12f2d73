using Krewe.Cluster.Tests.Scenarios;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

public sealed class KillTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Kill_UnderLoad_EachRequestHasOneOutcomeAndRunsOnceAtMost()
    {
        var result = await KillScenario.RunAsync(requests: 3_000, kills: 2, defaults: false, output.WriteLine);
        output.WriteLine(result.Audit.ToString());

        Assert.Empty(result.Audit.Faults);
        Assert.All(result.Recoveries, time => Assert.True(time < TimeSpan.FromSeconds(5), $"A grain did not answer for {time}."));
    }
}
