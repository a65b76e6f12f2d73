using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;
using Krewe.Testing.Servers;

namespace Krewe.EndToEnd.Migrations;

/// <summary>Four hosts as processes over one PostgreSQL, with a model whose servers are processes. A host can be killed, and comes back with what is on its disk.</summary>
internal sealed class KillCluster : IAsyncDisposable
{
    public const string Model = "moving";
    public const int Replicas = 3;
    public static readonly ImmutableArray<string> Hosts = ["a", "b", "c", "d"];

    private const string Pool = "local/default";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly PostgresServer _database;
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, RunningSilo> _silos = [];
    private readonly Dictionary<string, KreweAdminClient> _admins = [];

    /// <summary>Stands on the command line of each model server of this cluster, so that they are known from all others.</summary>
    private readonly string _token = Random.Shared.Next(1_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);

    private KillCluster(PostgresServer database) => _database = database;

    public static async Task<KillCluster> StartAsync()
    {
        var cluster = new KillCluster(await PostgresServer.StartAsync());
        try
        {
            await cluster.PrepareAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public KreweAdminClient Admin(string host) => _admins[host];

    public HttpClient Http(string host) => _silos[host].Http;

    public IEnumerable<string> Others(params string[] but) => Hosts.Except(but);

    public void Kill(string host) => _silos[host].Program.Signal("KILL");

    /// <summary>Starts a killed host again once the others know that it is dead, and waits until it takes leases.</summary>
    public async Task ReviveAsync(string host)
    {
        var other = Admin(Others(host).First());
        await WaitAsync(async () => !(await other.GetSilosAsync()).Any(silo => silo.Name == host && silo.Status == "active"), $"{host} is known to be dead");
        await StopAsync(host);
        await StartAsync(host);
        await WaitAsync(async () => (await other.GetHostsAsync()).Any(known => known.Host == host && known.State == HostState.Active), $"{host} is back");
    }

    /// <summary>Stops a host's silo in order and starts it again with what is on its disk, as an upgrade does.</summary>
    public async Task RestartAsync(string host)
    {
        _silos[host].Program.Signal("TERM");
        await _silos[host].Program.WaitForExitAsync(Patience);
        await StopAsync(host);
        await StartAsync(host);
    }

    /// <summary>Has the pool's grain on a host's silo.</summary>
    public async Task PutPoolAsync(string host)
    {
        var admin = Admin(host);
        await WaitAsync(
            async () =>
            {
                if ((await admin.GetGrainsAsync("pool")).Grains.Any(grain => grain.Key == Pool && grain.Silo == host))
                {
                    return true;
                }

                await admin.MigrateGrainAsync("pool", Pool, host);
                return false;
            },
            $"the pool is on {host}");
    }

    /// <summary>The model servers that run: process and port.</summary>
    public IReadOnlyDictionary<int, int> Servers()
    {
        var found = new Dictionary<int, int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process) && Arguments(directory) is [var program, ..] arguments
                && Path.GetFileName(program) == "dotnet" && arguments.Contains(_token))
            {
                found[process] = int.Parse(arguments[Array.IndexOf(arguments, LeanServer.Name) + 2], CultureInfo.InvariantCulture);
            }
        }

        return found;
    }

    /// <summary>How many model servers take connections, whatever anybody in the cluster knows of them.</summary>
    public int Ready() => Servers().Values.Count(IsOpen);

    /// <summary>Asks again until it holds; a cluster that has just lost a silo may not answer at once.</summary>
    public static async Task WaitAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await TryAsync(holds))
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"Not within {Patience}: {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>The answer, also from a cluster that does not give one at once.</summary>
    public static async Task<T> AskAsync<T>(Func<Task<T>> question, string what)
        where T : class
    {
        T? answer = null;
        await WaitAsync(async () => (answer = await question()) is not null, what);
        return answer!;
    }

    /// <summary>What is asked; the default when nobody could say.</summary>
    public static async Task<T?> TryAsync<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception exception) when (exception is KreweException or HttpRequestException or OperationCanceledException)
        {
            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Hosts.Select(StopAsync));
        await _database.DisposeAsync();
        _directory.Dispose();
    }

    private static bool IsOpen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string[] Arguments(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // it has just ended, or is somebody else's
        }
    }

    private async Task PrepareAsync()
    {
        var database = _directory.File("database");
        await File.WriteAllTextAsync(database, _database.ConnectionString);
        await using (var schema = RunningProgram.StartDotnet(Repository.Program("Silo", "Krewe.Silo"), ["--database-file", database, "--migrate"]))
        {
            await schema.WaitForExitAsync(Patience);
        }

        foreach (var host in Hosts)
        {
            await StartAsync(host);
        }

        await WaitAsync(async () => (await Admin("a").GetHostsAsync()).Count == Hosts.Length, "all hosts are known");
        await WaitAsync(ApplyAsync, "the model is applied");
        await WaitAsync(async () => (await Admin("a").GetModelAsync("default", Model)).Ready == Replicas, "all replicas are ready");
    }

    private async Task StartAsync(string host)
    {
        // Two replicas fit on a host: one that dies does not take all of them along.
        var silo = _silos[host] = await RunningSilo.StartAsync(
            _directory.File(host),
            ["--database-file", _directory.File("database"), "--host", host, "--silo-port", "0", "--gateway-port", "0", "--samples", "false", "--probe-timeout", "1", "--cpu", "2", "--memory", "4GiB"]);
        var token = (await File.ReadAllTextAsync(Path.Combine(_directory.File(host), "admin.token"))).Trim();
        silo.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        _admins[host] = new KreweAdminClient(new KreweClientOptions { Address = silo.Address, Token = token });
    }

    private async Task StopAsync(string host)
    {
        if (_admins.Remove(host, out var admin))
        {
            admin.Dispose();
        }

        if (_silos.Remove(host, out var silo))
        {
            await silo.DisposeAsync();
        }
    }

    private async Task<bool> ApplyAsync()
    {
        using var applied = await Http("a").PutAsJsonAsync(new Uri("/admin/v1/models", UriKind.Relative), new
        {
            name = Model,
            replicas = Replicas,
            concurrency = 4,
            resources = new { cpu_millicores = 800, memory_bytes = 64 << 20 },
            backend = new
            {
                command = "dotnet",
                arguments = (string[])[typeof(KillCluster).Assembly.Location, LeanServer.Name, "150", "{port}", "700", "700", _token],
                model_name = "sleep",
                stop_grace = 5,
            },
        });
        return applied.IsSuccessStatusCode;
    }
}
