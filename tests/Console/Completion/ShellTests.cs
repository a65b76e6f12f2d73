using Krewe.Client.Tests;
using Krewe.Testing.Processes;

namespace Krewe.Commands.Tests.Completion;

/// <summary>The scripts in the shells that they are for.</summary>
public sealed class ShellTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("krewe-console-").FullName;
    private FakeSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _silo = await SampleCluster.StartAsync();
        _silo.Answer("GET /admin/v1/grains?limit=500", new Krewe.Admin.Activations.GrainPage { Grains = [new() { Grain = "model/default/digits@local", Type = "model", Key = "", Silo = "" }] });
        var program = Path.Combine(_directory, "krewe");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{typeof(Application.CommandLineTests).Assembly.Location.Replace("Krewe.Console.Tests.dll", "Krewe.Console.dll", StringComparison.Ordinal)}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [ShellFact("bash")]
    public async Task Bash_CompletesVerbsNamesAndWhatFollowsAnAt()
    {
        const string Script = """
            source <(krewe completion bash)
            try() { COMP_LINE="$1" COMP_POINT=${#1}; COMP_WORDS=(krewe "$2"); COMP_CWORD=1; _krewe_complete; printf '%s\n' "$1=${COMPREPLY[*]}"; }
            try 'krewe mode' mode
            try 'krewe logs digits --f' --f
            try 'krewe  drain ' ''
            try 'krewe grains where model/default/digits@l' l
            try 'krewe apply ./nothing' ./nothing
            """;

        Assert.Equal(
            ["krewe mode=models", "krewe logs digits --f=--follow", "krewe  drain =host-a host-b", "krewe grains where model/default/digits@l=local", "krewe apply ./nothing="],
            await RunAsync("bash", "--norc", "-c", Script));
    }

    [ShellFact("zsh")]
    public async Task Zsh_ReadsTheScriptAndAsksForTheLine()
    {
        const string Script = """
            compdef() { :; }
            compadd() { shift; print -r -- "$*"; }
            source <(krewe completion zsh)
            words=(krewe drain host-) CURRENT=3
            _krewe
            """;

        Assert.Equal(["host-a host-b"], await RunAsync("zsh", "-f", "-c", Script));
    }

    [ShellFact("fish")]
    public async Task Fish_Completes() =>
        Assert.Equal(["host-a", "host-b"], await RunAsync("fish", "--no-config", "-c", "krewe completion fish | source; complete --do-complete 'krewe drain host-'"));

    private async Task<IReadOnlyCollection<string>> RunAsync(string shell, params string[] arguments)
    {
        await using var run = RunningProgram.Start(shell, arguments, new Dictionary<string, string> { ["PATH"] = $"{_directory}:{Environment.GetEnvironmentVariable("PATH")}", ["KREWE_URL"] = _silo.Address });
        Assert.True(await run.WaitForExitAsync(TimeSpan.FromSeconds(120)) == 0, run.Transcript());
        return run.Output;
    }
}
