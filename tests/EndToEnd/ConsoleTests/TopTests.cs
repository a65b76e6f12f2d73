using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>The live view in a real terminal, of a real silo.</summary>
public sealed class TopTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    [TmuxFact]
    public async Task Top_InATerminal_FollowsItsSizeAndQuits()
    {
        await fixture.Silo.ReadyStatusAsync();
        using var directory = new TemporaryDirectory();
        await using var terminal = await TmuxTerminal.StartAsync(directory.Path, 110, 30, $"KREWE_URL={fixture.Silo.Address} dotnet {KreweRun.Program} top");

        var wide = await terminal.WaitForAsync(rows => rows.Any(row => row.StartsWith("digits ", StringComparison.Ordinal)));
        Assert.Contains(wide, row => row.StartsWith("DEVICE ", StringComparison.Ordinal) && row.Contains("POWER", StringComparison.Ordinal));
        Assert.Contains(wide, row => row.StartsWith("q quit", StringComparison.Ordinal));
        await fixture.Silo.AssertServesAsync();

        await terminal.ResizeAsync(50, 14);
        var small = await terminal.WaitForAsync(rows => !rows.Any(row => row.Contains("POWER", StringComparison.Ordinal)) && rows.Any(row => row.StartsWith("digits ", StringComparison.Ordinal)));
        Assert.All(small, row => Assert.InRange(row.Length, 0, 50));

        await terminal.PressAsync("s");
        await terminal.WaitForAsync(rows => rows.Any(row => row.Contains("sort: queue", StringComparison.Ordinal)));
        await terminal.PressAsync("q");
        var after = await terminal.WaitForAsync(rows => rows.Any(row => row.Contains("ended with 0", StringComparison.Ordinal)));
        Assert.DoesNotContain(after, row => row.StartsWith("DEVICE", StringComparison.Ordinal));
    }
}
