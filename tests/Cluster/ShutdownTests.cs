using System.Diagnostics;
using Krewe.Cluster.Tests.Support;
using Krewe.Testing.Postgres;
using Xunit.Abstractions;

namespace Krewe.Cluster.Tests;

/// <summary>Beside the others: it waits for the most part.</summary>
public sealed class ShutdownTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(12);

    /// <summary>
    /// Of the calls that hang one came through another silo, and one through the web server of the silo itself, which waits for it. That the silo had
    /// the time it needed shows its own word to the others; the clock only tells its time from the 30 s after which everything gives up by itself.
    /// </summary>
    [PostgresFact]
    public async Task Stop_GrainsHang_EndsInItsTimeAndTheOthersPartInOrder()
    {
        await using var cluster = await SiloCluster.StartAsync(2, "--shutdown", Budget.ToString());
        var (stopping, other) = (cluster.Silos[0], cluster.Silos[1]);
        string[] grains = [.. Enumerable.Range(0, 20).Select(number => $"g{number}"), "stuck1", "stuck2"];
        foreach (var grain in grains)
        {
            Assert.Equal(new Reply(true, stopping.Silo), await other.CallAsync($"/parting/{grain}/at/{stopping.Silo}"));
        }

        Task<Reply>[] hanging = [other.CallAsync("/parting/stuck1/hang"), stopping.CallAsync("/parting/stuck2/hang")];
        await Eventually.TrueAsync(() => Task.FromResult(cluster.ReadExecutions().Keys.Count(note => note.EndsWith(" hangs", StringComparison.Ordinal)) == 2), () => "the calls have begun");
        var watch = Stopwatch.StartNew();
        var exit = await stopping.StopAsync();
        output.WriteLine($"exit code {exit} after {watch.Elapsed}\n{string.Join('\n', stopping.Program.Errors)}");

        Assert.Equal(0, exit);
        Assert.True(watch.Elapsed < Budget + TimeSpan.FromSeconds(8), $"The stop took {watch.Elapsed}.");
        Assert.All(await Task.WhenAll(hanging), reply => Assert.Matches("SiloUnavailableException KRW7(004|042)", reply.Text));
        Assert.All(grains[^2..], grain => Assert.Contains(
            "KRW7027", Assert.Single(stopping.Program.Errors, line => line.Contains($"parting/{grain}", StringComparison.Ordinal)), StringComparison.Ordinal));
        var notes = cluster.ReadExecutions();
        Assert.All(grains[..^2], grain => Assert.Equal(1, notes.GetValueOrDefault($"{grain} left ShuttingDown")));
        Assert.DoesNotContain(notes.Keys, note => note.StartsWith("stuck", StringComparison.Ordinal) && note.Contains("left", StringComparison.Ordinal));
        Assert.DoesNotContain(stopping.Program.Errors, line => line.Contains("[7011]", StringComparison.Ordinal) || line.Contains("[7305]", StringComparison.Ordinal));

        // It took its leave itself, nobody had to vote; and all its grains are made anew.
        Assert.Equal("6", await cluster.QueryAsync($"SELECT status || ' ' || coalesce(suspecttimes, '') FROM orleansmembershiptable WHERE port = {stopping.Port}"));
        foreach (var grain in grains)
        {
            Assert.Equal(new Reply(true, other.Silo), await other.CallAsync($"/parting/{grain}/at/{other.Silo}"));
        }
    }
}
