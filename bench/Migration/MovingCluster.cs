using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.RequestPath.Servers;
using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Replicas;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;
using Krewe.Testing.Servers;

namespace Krewe.Bench.Migration;

/// <summary>Silos as processes over one PostgreSQL: one that only takes requests, and hosts that serve models by processes that sleep.</summary>
internal sealed class MovingCluster : IAsyncDisposable
{
    private readonly PostgresServer _database;
    private readonly TemporaryDirectory _directory;
    private readonly List<RunningSilo> _silos = [];

    private MovingCluster(PostgresServer database, TemporaryDirectory directory) => (_database, _directory) = (database, directory);

    /// <summary>The admin side of the silo that takes the requests.</summary>
    public KreweAdminClient Admin { get; private set; } = null!;

    private RunningSilo Front => _silos[0];

    /// <summary>Starts them.</summary>
    /// <param name="hosts">The hosts' names.</param>
    /// <param name="cpu">Cores that each may lease.</param>
    /// <param name="gpus">Simulated GPUs of each.</param>
    /// <param name="further">Further settings of each.</param>
    public static async Task<MovingCluster> StartAsync(IReadOnlyList<string> hosts, int cpu, int gpus, params string[] further)
    {
        var cluster = new MovingCluster(await PostgresServer.StartAsync(), new TemporaryDirectory());
        try
        {
            await cluster.StartSilosAsync(hosts, cpu, gpus, further);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Declares a model whose replicas are processes that sleep, and waits until all of them serve.</summary>
    public async Task ServeAsync(string model, int replicas, int concurrency, int sleepMs, bool process, int gpuThousandths = 0, int weightsMiB = 0)
    {
        object[] weights = weightsMiB == 0 ? [] : [await WeightsAsync(model, weightsMiB)];
        object backend = process
            ? new
            {
                command = "dotnet",
                arguments = (string[])[typeof(MovingCluster).Assembly.Location, LeanServer.Name, sleepMs.ToString(CultureInfo.InvariantCulture), "{port}"],
                environment = new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcConcurrent"] = "0" },
                model_name = "sleep",
                stop_grace = 5,
                weights,
            }
            : new { url = (await ExternalAsync(sleepMs)).GetLeftPart(UriPartial.Authority), model_name = "sleep" };
        object resources = gpuThousandths == 0
            ? new { cpu_millicores = 200, memory_bytes = 64 << 20 }
            : new { cpu_millicores = 100, memory_bytes = 64 << 20, devices = new { count = 1, memory_bytes = 64 << 20, compute_thousandths = gpuThousandths } };
        var spec = new Dictionary<string, object> { ["name"] = model, ["replicas"] = replicas, ["concurrency"] = concurrency, ["resources"] = resources, ["backend"] = backend };
        await WaitAsync(() => ApplyAsync(spec), $"{model} is applied");
        await WaitAsync(async () => (await Admin.GetReplicasAsync()).Count(replica => replica.Id.Model.Model == model && replica.Phase == ReplicaPhase.Ready) == replicas, $"{replicas} replicas of {model} are ready");
    }

    /// <summary>A file of that length, of bytes that are the model's own.</summary>
    private async Task<object> WeightsAsync(string model, int mebibytes)
    {
        var (path, bytes) = (_directory.File($"{model}.weights"), new byte[mebibytes << 20]);
        new Random(model.GetHashCode(StringComparison.Ordinal)).NextBytes(bytes);
        await File.WriteAllBytesAsync(path, bytes);
        return new { source = path, digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}", name = "weights" };
    }

    /// <summary>Requests at random times for a while. Each has its outcome counted, also those before and after the measured time.</summary>
    public Task<LoadOutcome> LoadAsync(string model, double rate, double seconds, int seed, TaskCompletionSource? begun = null) => LoadProgram.StartAsync(new LoadOrder
    {
        Port = Front.Address.Port,
        Path = $"/v2/models/{model}/infer",
        Body = """{"parameters":{"timeout":20000000},"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""",
        Clients = 256,
        Rate = rate,
        WarmUp = 1,
        Seconds = seconds,
        Seed = seed,
        Overload = true,
        CountAllFailures = true,
        Finish = 25,
        Processes = new Dictionary<string, int[]>(),
    }, begun);

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
        await Task.WhenAll(_silos.Select(silo => silo.DisposeAsync().AsTask()));
        if (_external is not null)
        {
            await _external.DisposeAsync();
        }

        await _database.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>False when it is worth another try: a machine that is busy with the start of silos may not answer in time.</summary>
    private async Task<bool> ApplyAsync(Dictionary<string, object> spec)
    {
        using var applied = await Front.Http.PutAsJsonAsync(new Uri("/admin/v1/models", UriKind.Relative), spec);
        return applied.IsSuccessStatusCode || (applied.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable
            ? false
            : throw new InvalidOperationException($"The silo answered {(int)applied.StatusCode}: {await applied.Content.ReadAsStringAsync()}"));
    }

    private RunningProgram? _external;
    private Uri? _externalAddress;

    private async Task<Uri> ExternalAsync(int sleepMs)
    {
        if (_externalAddress is null)
        {
            (_external, _externalAddress) = await SleepServer.StartAsync(sleepMs);
        }

        return _externalAddress;
    }

    private async Task StartSilosAsync(IReadOnlyList<string> hosts, int cpu, int gpus, string[] further)
    {
        var database = _directory.File("database");
        await File.WriteAllTextAsync(database, _database.ConnectionString);
        var devices = _directory.File("devices.yaml");
        await File.WriteAllTextAsync(devices, string.Create(CultureInfo.InvariantCulture, $"simulated:\n  - {{hosts: [{string.Join(", ", hosts)}], count: {gpus}, class: l4}}\n"));
        await using (var migration = RunningProgram.StartDotnet(Repository.Program("Silo", "Krewe.Silo"), ["--database-file", database, "--migrate"]))
        {
            await migration.WaitForExitAsync(TimeSpan.FromMinutes(1));
        }

        foreach (var (host, number) in ((string[])["front", .. hosts]).Select((host, number) => (host, number)))
        {
            string[] machine = number == 0 ? ["--cpu", "0.1", "--memory", "64MiB"] : ["--cpu", cpu.ToString(CultureInfo.InvariantCulture), "--memory", "8GiB", .. gpus > 0 ? (string[])["--devices", devices] : []];
            _silos.Add(await RunningSilo.StartAsync(
                _directory.File($"data-{host}"),
                ["--database-file", database, "--host", host, "--silo-port", "0", "--gateway-port", "0", "--samples", "false", .. machine, .. further]));
        }

        var token = (await File.ReadAllTextAsync(Path.Combine(_directory.File("data-front"), "admin.token"))).Trim();
        Front.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Admin = new KreweAdminClient(new KreweClientOptions { Address = Front.Address, Token = token });
        await WaitAsync(async () => (await Admin.GetHostsAsync()).Count == hosts.Count + 1, "all hosts are known");
    }
}
