using Krewe.Errors;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Models;
using Krewe.Testing.Simulation;

namespace Krewe.Grains.Tests.Chaos;

/// <summary>Seeds × faults while replicas are moved about: what must hold does so at every step, and nothing stays stuck.</summary>
public sealed class MigrationChaosTests
{
    private const int Steps = 25, Wanted = 3;
    private static readonly string[] Hosts = ["h1", "h2", "h3", "h4"];

    [Fact]
    public void Moves_FaultsThatKillNoServer_NeverFewerReadyThanWantedAndNoRequestFails() => RunAll(kills: false, nameof(Moves_FaultsThatKillNoServer_NeverFewerReadyThanWantedAndNoRequestFails));

    [Fact]
    public void Moves_AnyFault_EveryMigrationEndsAndWhatIsWantedIsThere() => RunAll(kills: true, nameof(Moves_AnyFault_EveryMigrationEndsAndWhatIsWantedIsThere));

    [Fact]
    public void Moves_SameSeed_SameHistory() => Assert.Equal(RunOne(5, kills: true), RunOne(5, kills: true));

    private static void RunAll(bool kills, string test)
    {
        foreach (var seed in SimulationSeed.Choose(0, 12))
        {
            try
            {
                RunOne(seed, kills);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Replay: KREWE_SEED={seed} dotnet test tests/Grains --filter FullyQualifiedName~{test}", exception);
            }
        }
    }

    private static string RunOne(int seed, bool kills)
    {
        var hosts = new FakeHosts();
        return World.Run(world => RunAsync(world, hosts, kills), seed, hosts: hosts).Hash;
    }

    private static async Task RunAsync(World world, FakeHosts hosts, bool kills)
    {
        var random = world.Silo.Random;
        foreach (var host in Hosts)
        {
            await world.StartAsync(host, Samples.Observation());
        }

        await world.ServeAsync(Samples.Spec(Wanted));
        var requests = new List<Task>();
        for (var step = 0; step < Steps; step++)
        {
            var host = Hosts[random.Next(Hosts.Length)];
            switch (random.Next(kills ? 10 : 6))
            {
                case 0:
                    await TryAsync(world, () => world.Pool.MaintainAsync(new MaintenanceOrder { Host = host, Empty = true }));
                    break;
                case 1:
                    await TryAsync(world, () => world.Pool.MaintainAsync(new MaintenanceOrder { Host = host, Empty = false }));
                    break;
                case 2 or 3:
                    var (replica, to) = (Samples.Replica(random.Next(6)), random.Next(2) == 0 ? host : null);
                    await TryAsync(world, () => world.Pool.MigrateAsync(new MigrationOrder { Replica = replica, Host = to }));
                    break;
                case 4:
                    // The silo of the pool; a replica's dies with its server, and a model's with what waits there.
                    world.Deactivate(id => id.Type.ToString() is "pool" or "fleet" or "host" || (kills && id.Type.ToString() is "replica" or "model"));
                    break;
                case 5:
                    world.Backends.Script.StopTakes = TimeSpan.FromSeconds(random.Next(3));
                    world.Backends.Script.LaunchTakes = TimeSpan.FromMilliseconds(random.Next(2) * random.Next(3_000));
                    break;
                case 6 when world.Backends.Running.Count > 0:
                    world.Backends.Running[random.Next(world.Backends.Running.Count)].Exit(1, notify: random.Next(2) == 0);
                    break;
                case 7 when hosts.Gone.Count == 0:
                    Kill(world, hosts, host);
                    break;
                case 8:
                    Return(world, hosts);
                    break;
                case 9:
                    var (share, after) = (random.Next(2, 8), random.Next(2) == 0);
                    world.Storage.Fault = (_, _) => random.Next(share) == 0 ? after ? StorageFault.After : StorageFault.Before : StorageFault.None;
                    world.Backends.Script.ExitAtOnce = random.Next(4) == 0;
                    break;
            }

            requests.Add(RequestAsync(world, $"r{step}", mayFail: kills));
            for (var look = 0; look < 6; look++)
            {
                await world.Delay(random.NextDouble() / 2);
                await CheckAsync(world, kills);
            }
        }

        world.Storage.Fault = (_, _) => StorageFault.None;
        var script = world.Backends.Script;
        (script.ExitAtOnce, script.LaunchTakes, script.StopTakes) = (false, TimeSpan.Zero, TimeSpan.FromSeconds(0.1));
        Return(world, hosts);
        foreach (var host in Hosts)
        {
            await TryAsync(world, () => world.Pool.MaintainAsync(new MaintenanceOrder { Host = host, Empty = false }));
        }

        await world.EventuallyAsync(
            async () => (await world.Pool.GetAsync()).Migrations.All(one => one.Ended)
                && await world.PlacementAsync() is { Ready: Wanted, Replicas.Length: Wanted } && world.Backends.Running.Count == Wanted && (await LeasesAsync(world)).Count == Wanted,
            "every migration has ended and what is wanted is there, with no lease or process left over",
            120);
        await Task.WhenAll(requests).WaitAsync(TimeSpan.FromMinutes(1), world.Silo.Time);
    }

    private static async Task CheckAsync(World world, bool kills)
    {
        Assert.True(world.Backends.Violations.Count == 0, $"seed {world.Silo.Seed}: {string.Join("; ", world.Backends.Violations)}");
        var running = world.Backends.Running;
        var leases = await LeasesAsync(world);
        foreach (var process in running.Where(process => process.Runs))
        {
            Assert.True(
                leases.Any(lease => (lease.Replica, lease.Host, lease.Epoch) == (process.Order.Replica, process.Order.Lease.Host, process.Order.Lease.Epoch)),
                $"seed {world.Silo.Seed}, {world.Silo.Time.Elapsed}: the process of {process.Order.Replica} runs under epoch {process.Order.Lease.Epoch} without a lease: {string.Join(", ", leases)}");
        }

        Assert.All(running.Where(process => process.Runs).GroupBy(process => process.Order.Replica), group => Assert.Single(group));
        if (!kills)
        {
            var ready = (await world.Model.GetAsync())!.ReadyReplicas;
            Assert.True(ready >= Wanted, $"seed {world.Silo.Seed}, {world.Silo.Time.Elapsed}: {ready} replicas are ready");
        }

    }

    private static async Task<List<Lease>> LeasesAsync(World world)
    {
        var leases = new List<Lease>();
        foreach (var host in Hosts)
        {
            leases.AddRange((await world.Silo.Grains.GetGrain<IHostGrain>(host).GetAsync()).Leases);
        }

        return leases;
    }

    private static void Kill(World world, FakeHosts hosts, string host)
    {
        hosts.Gone.Add(host);
        world.SilentHosts.Add(host);
        foreach (var process in world.Backends.Running.Where(process => process.Order.Lease.Host == host))
        {
            process.Exit(-9, notify: false);
        }
    }

    private static void Return(World world, FakeHosts hosts)
    {
        hosts.Gone.Clear();
        world.SilentHosts.Clear();
    }

    private static async Task TryAsync(World world, Func<Task> order)
    {
        try
        {
            await order();
        }
        catch (Exception exception) when (exception is KreweException or IOException or TimeoutException or Orleans.Runtime.OrleansException or InvalidOperationException)
        {
            world.Silo.Record("order", exception.GetType().Name);
        }
    }

    private static async Task RequestAsync(World world, string id, bool mayFail)
    {
        try
        {
            // As a front does: it gives up at the deadline.
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30), world.Silo.Time);
            var decision = await world.SubmitAsync(id, cancellationToken: deadline.Token);
            Assert.True(mayFail || decision.Verdict == TicketVerdict.Granted, $"seed {world.Silo.Seed}: {id} was not granted: {decision}");
            if (decision.Grant is not { } grant)
            {
                return;
            }

            await world.Delay(0.02);
            var result = await world.ExecuteAsync(grant);
            await world.CompleteAsync(grant, result.Outcome);
            Assert.True(mayFail || result.Outcome == ExecutionOutcome.Completed, $"seed {world.Silo.Seed}: {id} ended as {result.Outcome}: {result.Problem}");
        }
        catch (Exception exception) when (mayFail)
        {
            world.Silo.Record("request", exception.GetType().Name);
        }
    }
}
