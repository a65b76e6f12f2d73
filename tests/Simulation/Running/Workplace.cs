using Krewe.Testing.Simulation;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Running;

/// <summary>Where a program works: a cluster, and the ledgers of what its callers were told and of what was executed.</summary>
internal sealed class Workplace(SimulatedCluster cluster)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<SimulatedMember, int> _through = []; // calls that have no outcome yet
    private readonly HashSet<SimulatedMember> _leaving = [];

    public SimulatedCluster Cluster => cluster;

    public Random Random => cluster.Random;

    public Calls Calls { get; } = new();

    /// <summary>Told by grains what they execute; a singleton of all silos.</summary>
    public required Executions Executions { get; init; }

    /// <summary>The clients that the program has started.</summary>
    public List<SimulatedClient> Clients { get; } = [];

    /// <summary>Whether the program's clients are done.</summary>
    public bool IsOver { get; set; }

    public Task Delay(double seconds) => cluster.Delay(TimeSpan.FromSeconds(seconds));

    /// <summary>Up to that many seconds.</summary>
    public Task DelayUpTo(double seconds) => Delay(seconds * Random.NextDouble());

    /// <summary>A silo that serves, by chance; waits for one.</summary>
    public async Task<SimulatedMember> AnySiloAsync()
    {
        while (true)
        {
            if (cluster.Running.Where(silo => !_leaving.Contains(silo)).ToArray() is { Length: > 0 } running)
            {
                return running[Random.Next(running.Length)];
            }

            await cluster.Delay(Second);
        }
    }

    /// <summary>Makes a call that must not be executed twice, through any silo. Returns whether it returned; else its outcome is not known.</summary>
    public async Task<bool> CallAsync(string id, Func<IGrainFactory, Task> call)
    {
        SimulatedMember silo = await AnySiloAsync();
        _through[silo] = _through.GetValueOrDefault(silo) + 1;
        bool returned = await CallAsync(id, silo.Name, () => silo.Grains, call) is null;
        _through[silo]--;
        return returned;
    }

    /// <summary>Stops a silo as a host does: what calls through it ends first, then the silo.</summary>
    public async Task StopAsync(SimulatedMember silo)
    {
        _leaving.Add(silo);
        while (_through.GetValueOrDefault(silo) > 0)
        {
            await Delay(0.01);
        }

        await silo.StopAsync();
    }

    /// <summary>Makes a call that must not be executed twice, through a client. Returns why its outcome is not known, or null when it returned.</summary>
    public Task<Exception?> CallAsync(string id, SimulatedClient client, Func<IGrainFactory, Task> call) => CallAsync(id, client.Name, () => client.Grains, call);

    private async Task<Exception?> CallAsync(string id, string through, Func<IGrainFactory> grains, Func<IGrainFactory, Task> call)
    {
        Calls.Begin(id, cluster.Time.Elapsed);
        Exception? failed = null;
        try
        {
            cluster.Record("call", $"{id} through {through}");
            await call(grains());
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            failed = exception;
            cluster.Record("unknown", $"{id}: {exception.GetType().Name}: {exception.Message}");
        }

        Calls.End(id, failed is null);
        return failed;
    }

    /// <summary>Asks something that may be asked again, until there is an answer; fails when there is none within 30 s.</summary>
    public Task<T> AskAsync<T>(string what, Func<IGrainFactory, Task<T>> ask) => AskAsync(what, async () => (await AnySiloAsync()).Grains, ask);

    /// <summary>Asks through a client.</summary>
    public Task<T> AskAsync<T>(string what, SimulatedClient client, Func<IGrainFactory, Task<T>> ask) =>
        AskAsync(what, () => Task.FromResult<IGrainFactory>(client.Grains), ask);

    private async Task<T> AskAsync<T>(string what, Func<Task<IGrainFactory>> grains, Func<IGrainFactory, Task<T>> ask)
    {
        TimeSpan until = cluster.Time.Elapsed + (Second * 30);
        while (true)
        {
            try
            {
                return await ask(await grains());
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                cluster.Record("again", $"{what}: {exception.Message}");
                if (cluster.Time.Elapsed > until)
                {
                    throw new InvalidOperationException($"{what} has no answer within 30 s of a healthy cluster: {exception.Message}", exception);
                }
            }

            await cluster.Delay(Second);
        }
    }

    /// <summary>Fails the run.</summary>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
