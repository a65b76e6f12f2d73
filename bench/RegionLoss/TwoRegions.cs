using System.Globalization;
using System.Net.Http.Json;
using Krewe.Bench.RequestPath.Servers;
using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Replicas;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;

namespace Krewe.Bench.RegionLoss;

/// <summary>Two regions of two silos each, as processes over one PostgreSQL: <c>eu</c> with room for all models, <c>us</c> with room for four replicas.</summary>
internal sealed class TwoRegions : IAsyncDisposable
{
    private const string Home = "eu", Other = "us";

    private readonly PostgresServer _database;
    private readonly TemporaryDirectory _directory;
    private readonly Dictionary<string, RunningSilo> _silos = [];

    private TwoRegions(PostgresServer database, TemporaryDirectory directory) => (_database, _directory) = (database, directory);

    /// <summary>A front of the region that is lost.</summary>
    public HttpClient HomeFront => _silos["eu-1"].Http;

    /// <summary>A front of the other one.</summary>
    public HttpClient OtherFront => _silos["us-1"].Http;

    /// <summary>The admin side of the other region.</summary>
    public KreweAdminClient Admin { get; private set; } = null!;

    public static async Task<TwoRegions> StartAsync()
    {
        var cluster = new TwoRegions(await PostgresServer.StartAsync(), new TemporaryDirectory());
        try
        {
            await File.WriteAllTextAsync(cluster._directory.File("database"), cluster._database.ConnectionString);
            await using (var migration = RunningProgram.StartDotnet(Repository.Program("Silo", "Krewe.Silo"), ["--database-file", cluster._directory.File("database"), "--migrate"]))
            {
                await migration.WaitForExitAsync(TimeSpan.FromMinutes(2));
            }

            await cluster.StartRegionAsync(Other, cpu: 1);
            await cluster.StartHomeAsync();
            var token = (await File.ReadAllTextAsync(Path.Combine(cluster._directory.File("data-us-1"), "admin.token"))).Trim();
            cluster.OtherFront.DefaultRequestHeaders.Authorization = new("Bearer", token);
            cluster.Admin = new KreweAdminClient(new KreweClientOptions { Address = cluster._silos["us-1"].Address, Token = token });
            await WaitAsync(async () => (await cluster.Admin.GetHostsAsync()).Count == 4, "all hosts are known");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The region that the models are at home in: started, or started again.</summary>
    public Task StartHomeAsync() => StartRegionAsync(Home, cpu: 2);

    /// <summary>Declares a model at home that may go to the other region.</summary>
    public async Task ServeAsync(string model, string rank, int replicas, int sleepMs)
    {
        var spec = new Dictionary<string, object>
        {
            ["name"] = model,
            ["region"] = Home,
            ["class"] = rank,
            ["replicas"] = replicas,
            ["regions"] = new { allow = (string[])[Other] },
            ["resources"] = new { cpu_millicores = 400, memory_bytes = 64 << 20 },
            ["backend"] = new
            {
                command = "dotnet",
                arguments = (string[])[typeof(SleepServer).Assembly.Location, SleepServer.Name, sleepMs.ToString(CultureInfo.InvariantCulture), "{port}"],
                environment = new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0" },
                model_name = "sleep",
            },
        };

        // A cluster that has just started may take longer to answer than an operator is kept waiting.
        await WaitAsync(
            async () =>
            {
                using var applied = await OtherFront.PutAsJsonAsync(new Uri("/admin/v1/models", UriKind.Relative), spec);
                return applied.IsSuccessStatusCode || (applied.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable
                    ? false
                    : throw new InvalidOperationException($"The silo answered {(int)applied.StatusCode}: {await applied.Content.ReadAsStringAsync()}"));
            },
            $"{model} is declared",
            60);
        await WaitAsync(async () => await ReadyAsync(model, Home) == replicas, $"{replicas} replicas of {model} are ready");
    }

    /// <summary>Ready replicas of a model in a region; none while the cluster cannot say.</summary>
    public async Task<int> ReadyAsync(string model, string region)
    {
        try
        {
            return (await Admin.GetReplicasAsync()).Count(replica => replica.Id.Model.Model == model && replica.Id.Model.Region == region && replica.Phase == ReplicaPhase.Ready);
        }
        catch (Exception exception) when (exception is HttpRequestException or Errors.KreweException)
        {
            return 0;
        }
    }

    /// <summary>Both silos of the models' region end at one moment, as with its power.</summary>
    public async Task LoseHomeAsync()
    {
        string[] hosts = ["eu-1", "eu-2"];
        foreach (var host in hosts)
        {
            _silos[host].Program.Signal("KILL");
        }

        foreach (var host in hosts)
        {
            await _silos[host].Program.WaitForExitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public static async Task WaitAsync(Func<Task<bool>> holds, string what, double seconds = 180)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await holds())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"Not within {seconds} s: {what}.");
            }

            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        await Task.WhenAll(_silos.Values.Select(silo => silo.DisposeAsync().AsTask()));
        await _database.DisposeAsync();
        _directory.Dispose();
    }

    private async Task StartRegionAsync(string region, int cpu)
    {
        var started = await Task.WhenAll(((string[])[$"{region}-1", $"{region}-2"]).Select(async host => (host, await RunningSilo.StartAsync(
            _directory.File($"data-{host}"),
            [
                "--database-file", _directory.File("database"), "--host", host, "--region", region, "--silo-port", "0", "--gateway-port", "0", "--samples", "false",
                "--probe-timeout", "1", "--cpu", cpu.ToString(CultureInfo.InvariantCulture), "--memory", "1GiB",
            ]))));
        foreach (var (host, silo) in started)
        {
            if (_silos.Remove(host, out var before))
            {
                await before.DisposeAsync();
            }

            _silos[host] = silo;
        }
    }
}
