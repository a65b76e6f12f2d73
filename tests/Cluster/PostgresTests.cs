using Krewe.Cluster.Tests.Scenarios;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

public sealed class PostgresTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Restart_UnderLoad_NothingIsLost() => Check(await PostgresScenario.RestartAsync());

    [PostgresFact]
    public async Task Pause_UnderLoad_NothingIsLost() => Check(await PostgresScenario.PauseAsync(TimeSpan.FromSeconds(3)));

    private void Check(PostgresResult result)
    {
        output.WriteLine($"write: {result.Write.Text}\nplacement: {result.Placement.Text}\nserved meanwhile: {result.Served}\nloops: {string.Join(", ", result.LoopFailures)}\n{result.Audit}");
        Assert.Empty(result.NotServed);
        Assert.True(result.Served > 0);
        Assert.Contains("KRW600", result.Write.Text, StringComparison.Ordinal);
        Assert.False(result.Placement.IsOk);
        Assert.Matches("KRW(600[56]|7043|7046)", result.Placement.Text);
        Assert.All(result.LoopFailures, code => Assert.StartsWith("KRW600", code, StringComparison.Ordinal));
        Assert.True(result.AllLive);
        Assert.Empty(result.Audit.Faults);
    }
}
