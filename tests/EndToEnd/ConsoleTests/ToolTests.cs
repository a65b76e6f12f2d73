using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>The console as a .NET tool, installed from a local folder.</summary>
public sealed class ToolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    [Fact]
    public async Task Tool_PackedAndInstalled_Runs()
    {
        using var directory = new TemporaryDirectory();
        var (packages, tools) = (directory.File("packages"), directory.File("tools"));

        await DotnetAsync(directory.Path, "pack", Path.Combine(Repository.Root, "Console"), "-c", Repository.Configuration, "--no-build", "-o", packages, "-nodeReuse:false");
        await DotnetAsync(directory.Path, "tool", "install", "Krewe.Console", "--tool-path", tools, "--source", packages);

        await using var krewe = RunningProgram.Start(Path.Combine(tools, OperatingSystem.IsWindows() ? "krewe.exe" : "krewe"), ["--help"]);
        Assert.Equal(0, await krewe.WaitForExitAsync(Patience));
        Assert.Contains("  krewe [command] [options]", krewe.Output);
    }

    private static async Task DotnetAsync(string folder, params string[] arguments)
    {
        await using var dotnet = RunningProgram.Start("dotnet", arguments, workingDirectory: folder);
        Assert.True(await dotnet.WaitForExitAsync(Patience) == 0, dotnet.Transcript());
    }
}
