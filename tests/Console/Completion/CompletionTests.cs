using Krewe.Client.Tests;

namespace Krewe.Commands.Tests.Completion;

public sealed class CompletionTests : IAsyncLifetime
{
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Theory]
    [InlineData("mod", "models")]
    [InlineData("explain ", "acme/chat", "digits")]
    [InlineData("explain a", "acme/chat")]
    [InlineData("drain ", "host-a", "host-b")]
    [InlineData("cordon host-b/", "host-b/cpu", "host-b/GPU-a2d4")]
    [InlineData("replicas --host ", "host-a", "host-b")]
    [InlineData("grains where model/", "model/acme/chat@local", "model/default/digits@local")]
    [InlineData("grains migrate x --to ", "silo-a", "silo-b")]
    [InlineData("grains list --type ", "device", "model", "pool")]
    [InlineData("events --kind host.dr", "host.drained", "host.draining")]
    [InlineData("status -o ", "json", "table", "wide", "yaml")]
    [InlineData("completion z", "zsh")]
    public async Task Suggest_Line_GivesVerbsOptionsAndNames(string line, params string[] expected)
    {
        _silo.Answer("GET /admin/v1/grains?limit=500", new Krewe.Admin.Activations.GrainPage { Grains = [Grain("acme/chat@local"), Grain("default/digits@local")] });

        var words = await SuggestAsync(line, _silo.Address);

        Assert.Equal(expected.Order(StringComparer.OrdinalIgnoreCase), words.Where(word => !word.StartsWith('-')).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Suggest_Options_AreThoseOfTheVerb()
    {
        var words = await SuggestAsync("logs digits --", _silo.Address);

        Assert.Superset(new HashSet<string> { "--follow", "--lines", "--replica", "--timestamps", "--url" }, words.ToHashSet());
        Assert.DoesNotContain("--kind", words);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("no address")]
    public async Task Suggest_NoSilo_SaysNothing(string address) => Assert.DoesNotContain(await SuggestAsync("explain ", address), word => !word.StartsWith('-'));

    [Theory]
    [InlineData("bash", "complete -o default -F _krewe_complete krewe")]
    [InlineData("zsh", "#compdef krewe")]
    [InlineData("fish", "complete --command krewe")]
    public async Task Completion_Shell_IsItsScript(string shell, string line)
    {
        var run = await ConsoleRun.OfAsync(["completion", shell]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OtherShell_SaysWhichThereAre() =>
        Assert.StartsWith("KRW5103: ", (await ConsoleRun.OfAsync(["completion", "tcsh"])).Error, StringComparison.Ordinal);

    private static Krewe.Admin.Activations.GrainView Grain(string key) => new() { Grain = "model/" + key, Type = "model", Key = key, Silo = "silo-a" };

    private static async Task<string[]> SuggestAsync(string line, string address)
    {
        var run = await ConsoleRun.OfAsync([$"[suggest:{line.Length}]", line], environment: new Dictionary<string, string> { ["KREWE_URL"] = address });
        Assert.Equal((0, ""), (run.Exit, run.Error));
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
