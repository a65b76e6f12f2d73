using Krewe.Cluster.Tests.Scenarios;
using Krewe.Cluster.Tests.Support;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

[Collection("busy")]
public sealed class PostgresTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task RestartAndPause_UnderLoad_ActiveGrainsServeAndNothingIsLost()
    {
        var result = await PostgresScenario.RunAsync(pause: TimeSpan.FromSeconds(3));
        output.WriteLine(result.Audit.ToString());

        Check(result.Restart);
        Check(result.Pause);
        Assert.Empty(result.NotServed);
        Assert.True(result.AllLive);
        Assert.Empty(result.Audit.Faults);
    }

    private void Check(PostgresOutage outage)
    {
        output.WriteLine($"write: {outage.Write.Text}\nplacement: {outage.Placement.Text}\nserved meanwhile: {outage.Served}\nloops: {string.Join(", ", outage.LoopFailures)}");
        Assert.True(outage.Served > 0);
        Assert.Contains("KRW600", outage.Write.Text, StringComparison.Ordinal);
        Assert.False(outage.Placement.IsOk);
        Assert.Matches(Expected.NoPlacement, outage.Placement.Text);
        Assert.All(outage.LoopFailures, code => Assert.StartsWith("KRW600", code, StringComparison.Ordinal));
    }
}
