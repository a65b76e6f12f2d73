using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>What goes on until Ctrl+C.</summary>
public sealed class FollowTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("replica.ready", "events", "--follow")]
    [InlineData("", "logs", "digits", "--follow")]
    [InlineData("digits", "models", "--watch", "--interval", "100ms")]
    [InlineData("\"models\":[{", "top", "-o", "json")]
    public async Task Follow_Interrupted_EndsWithNothingWrong(string shown, params string[] arguments)
    {
        await fixture.Silo.ReadyStatusAsync();
        await using var console = RunningProgram.StartDotnet(KreweRun.Program, arguments, new Dictionary<string, string> { ["KREWE_URL"] = fixture.Silo.Address.ToString() });

        await console.WaitForLineAsync(line => line.Contains(shown, StringComparison.Ordinal), Patience);
        console.Signal("INT");

        Assert.True(await console.WaitForExitAsync(Patience) == 0, console.Transcript());
        Assert.Empty(KreweRun.Problems(console));
    }

    /// <summary>As 'krewe top -o json | head -1' does: the reader goes, and so does the console.</summary>
    [LinuxFact]
    public async Task Follow_ReaderOfThePipeGoes_Ends()
    {
        await using var shell = RunningProgram.Start(
            "bash",
            ["-c", "dotnet \"$0\" top -o json | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}", KreweRun.Program],
            new Dictionary<string, string> { ["KREWE_URL"] = fixture.Silo.Address.ToString() });

        Assert.True(await shell.WaitForExitAsync(Patience) is 1, shell.Transcript());
        Assert.Empty(KreweRun.Problems(shell));
    }
}
