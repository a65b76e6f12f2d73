using System.Diagnostics;
using System.Globalization;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>The last 15 minutes of a real silo.</summary>
public sealed class HistoryTests
{
    private const string Digits = "default/digits@local";

    [LinuxFact]
    public async Task History_OfServedRequests_HasThemOnceWithLatencyQueueHostAndProcess()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        await silo.ReadyStatusAsync();
        for (var i = 0; i < 5; i++)
        {
            await silo.AssertServesAsync();
        }

        var history = await silo.WaitForHistoryAsync(view => view.Models.Any(model => model.Model.ToString() == Digits && model.Completed.Sum() >= 5));

        var digits = history.Models.Single(model => model.Model.ToString() == Digits);
        Assert.Equal(5, digits.Completed.Sum());
        Assert.Equal(0, digits.Failed.Sum() + digits.Refused.Sum() + digits.Expired.Sum());
        Assert.Contains(digits.P99, value => value is > 0 and < 60);
        Assert.Equal(0, digits.WaitingStandard[^1]);
        Assert.Contains(Assert.Single(history.Devices).UsedMemoryBytes, value => value > 0);
        Assert.Equal(1, Assert.Single(history.Hosts).Leases[^1]);
        var process = Assert.Single(history.Silos);
        Assert.True(process.MemoryBytes[^1] > 1 << 20);
        Assert.True(process.Activations[^1] > 3, process.Activations[^1]?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(5, process.Requests.Sum());
    }

    [LinuxFact]
    public async Task Live_SomebodyLooks_TheSiloStopsWithin5SecondsAllTheSame()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        using var response = await silo.Http.GetAsync(new Uri("/admin/v1/live?since=0", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string? line;
        do
        {
            line = await reader.ReadLineAsync();
            Assert.NotNull(line);
        }
        while (line != "event: live");

        var watch = Stopwatch.StartNew();
        silo.Program.Signal("TERM");
        Assert.Equal(0, await silo.Program.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }
}
