using Krewe.Cluster.Tests.Scenarios;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

[Collection("busy")]
public sealed class StandbyTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task PrimaryAndASiloLostTogether_StandbyIsPromoted_NothingAcknowledgedIsLost()
    {
        var result = await StandbyScenario.RunAsync(requests: 100);
        output.WriteLine($"{result.Audit}; without primary: {result.Refused.Text}; written again {result.WrittenAgain.TotalSeconds:0.0} s after the order to promote");

        Assert.False(result.Refused.IsOk);
        Assert.Contains("KRW600", result.Refused.Text, StringComparison.Ordinal);
        Assert.Empty(result.Audit.Faults);
    }
}
