using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Activations;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>A grain moved between two real silos by the console.</summary>
public sealed class MigrateTests
{
    private const string Queue = "model/default/echo@local";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [PostgresFact]
    public async Task Migrate_QueueOfAModel_IsOnTheOtherSiloAndTheModelStillAnswers()
    {
        await using var database = await PostgresServer.StartAsync();
        await using var server = await EchoModelServer.StartAsync();
        using var data = new TemporaryDirectory();
        var connection = new Dictionary<string, string> { ["KREWE_DATABASE"] = database.ConnectionString };
        await using (var migration = RunningProgram.StartDotnet(Repository.Program("Silo", "Krewe.Silo"), ["--migrate"], connection))
        {
            Assert.Equal(0, await migration.WaitForExitAsync(Patience));
        }

        await using var first = Start(data, "alpha", connection);
        await using var silo = RunningSilo.At(await AddressAsync(first));
        await using var second = Start(data, "beta", connection);
        await using var other = RunningSilo.At(await AddressAsync(second));
        var token = (await File.ReadAllTextAsync(Path.Combine(data.Path, "alpha", "admin.token"))).Trim();
        await silo.ApplyEchoAsync(server.Address, token);
        await AssertAnswersAsync(silo);
        var from = Assert.Single(await WhereAsync(silo, token));
        var to = from == "alpha" ? "beta" : "alpha";

        var moved = await KreweRun.OfAsync(silo, token, "grains", "migrate", Queue, "--to", to);

        Assert.True(moved.Code == 0, moved.Output + moved.Errors);
        Assert.Contains(Queue, moved.Output, StringComparison.Ordinal);
        var now = await WhereAsync(silo, token);
        for (var left = 60; left > 0 && !now.SequenceEqual([to]); left--)
        {
            now = await WhereAsync(silo, token); // it moves when it is idle
        }

        Assert.Equal([to], now);

        await AssertAnswersAsync(silo);
        await AssertAnswersAsync(other);
        Assert.Equal([to], await WhereAsync(silo, token));
    }

    private static RunningProgram Start(TemporaryDirectory data, string host, Dictionary<string, string> connection) => RunningProgram.StartDotnet(
        Repository.Program("Silo", "Krewe.Silo"),
        ["--data", Path.Combine(data.Path, host), "--host", host, "--urls", "http://127.0.0.1:0", "--silo-port", "0", "--gateway-port", "0", "--samples", "false"],
        connection);

    private static async Task<Uri> AddressAsync(RunningProgram silo)
    {
        await silo.WaitForLineAsync(line => line.StartsWith("ready in ", StringComparison.Ordinal), Patience);
        var line = await silo.WaitForLineAsync(line => line.StartsWith("inference ", StringComparison.Ordinal), Patience);
        return new Uri(line["inference".Length..].Trim().Split(' ')[0]);
    }

    private static async Task<IReadOnlyList<string>> WhereAsync(RunningSilo silo, string token)
    {
        var where = await KreweRun.OfAsync(silo, token, "grains", "where", Queue, "-o", "json");
        Assert.True(where.Code is 0 or 2, where.Output + where.Errors); // 2: between two activations
        return JsonSerializer.Deserialize<GrainDetail>(where.Output, KreweJson.Options)!.Silos;
    }

    private static async Task AssertAnswersAsync(RunningSilo silo)
    {
        using var answer = await silo.PostAsync("/v2/models/echo/infer", """{"inputs":[{"name":"x","datatype":"BYTES","shape":[1],"data":["a"]}]}""");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
