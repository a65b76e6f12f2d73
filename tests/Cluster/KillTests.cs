using Krewe.Cluster.Tests.Scenarios;
using Krewe.Cluster.Tests.Support;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

[Collection("busy")]
public sealed class KillTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Kill_UnderLoad_EachRequestHasOneOutcomeAndRunsOnceAtMost()
    {
        var result = await KillScenario.RunAsync(requests: 3_000, kills: 2, defaults: false, output.WriteLine);
        output.WriteLine(result.Audit.ToString());

        Assert.Empty(result.Audit.Faults);
        Assert.All(result.Recoveries, time => Assert.True(time < TimeSpan.FromSeconds(5), $"A grain did not answer for {time}."));

        // The client knows of the loss at once, and of the silo's death when the others do; what was in flight is never sent again.
        Assert.All(result.GatewayLosses, time => Assert.True(time < TimeSpan.FromSeconds(5), $"The client had no gateway for {time}."));
        Assert.All(result.CutCalls, cut => Assert.Matches(Expected.CutThroughGateway, cut.ThroughGateway.Text));
        Assert.All(result.CutCalls, cut => Assert.Matches(Expected.CutOnSilo, cut.OnSilo.Text));
        Assert.All(result.ClientFailures, failure => Assert.Matches(Expected.ClientFailure, failure.Value.Text));
    }
}
