using System.Globalization;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

/// <summary>Replicas that differ, in virtual time.</summary>
public sealed class UnlikeReplicasTests
{
    /// <summary>Four slots of 10 ms and eight of 100 ms; 200 requests/s have 50 ms, 40 have 2 s. Only the fast slots are in time for the former.</summary>
    [VirtualTimeFact]
    public void Submit_FastAndSlowDevices_ShortDeadlinesAreKept()
    {
        var known = 0.0;
        World.Run(async world => known = await KeptAsync(world, "h100", "cpu"));
        Assert.True(known >= 0.99, $"{known:P2} were kept");
    }

    /// <summary>Forty sessions, whose requests take 20 ms where the one before was and 100 ms elsewhere, on eight slots.</summary>
    [VirtualTimeFact]
    public void Submit_Sessions_ServedWhereTheyAreWarm()
    {
        var (keyed, unkeyed) = (0, 0);
        World.Run(async world => keyed = await SessionsAsync(world, keyed: true, warm: 0.02));
        World.Run(async world => unkeyed = await SessionsAsync(world, keyed: false, warm: 0.02));
        Assert.True(keyed >= 1.3 * unkeyed, $"{keyed} with a key, {unkeyed} without");
    }

    /// <summary>Where home is no faster a key costs nothing.</summary>
    [VirtualTimeFact]
    public void Submit_SessionsThatSaveNothing_AsFastAsWithoutAKey()
    {
        var (keyed, unkeyed) = (0, 0);
        World.Run(async world => keyed = await SessionsAsync(world, keyed: true, warm: 0.1));
        World.Run(async world => unkeyed = await SessionsAsync(world, keyed: false, warm: 0.1));
        Assert.True(keyed >= 0.95 * unkeyed, $"{keyed} with a key, {unkeyed} without");
    }

    private static async Task<double> KeptAsync(World world, string? fast, string? slow)
    {
        await ReadyAsync(world, (4, fast), (8, slow));
        var (offered, kept) = (0, 0);
        await Task.WhenAll(OfferAsync(200, 0.05, 3, counts: true), OfferAsync(40, 2, 5, counts: false));
        return kept / (double)offered;

        async Task OfferAsync(double rate, double budget, int seed, bool counts)
        {
            var random = new Random(seed);
            var running = new List<Task>();
            var (from, until) = (world.Now.AddSeconds(3), world.Now.AddSeconds(10)); // in the first seconds it learns
            for (var number = 0; world.Now < until; number++)
            {
                await world.Delay(-Math.Log(1 - random.NextDouble()) / rate);
                running.Add(AskAsync(string.Create(CultureInfo.InvariantCulture, $"{seed}-{number}"), budget, counts && world.Now >= from));
            }

            await Task.WhenAll(running);
        }

        async Task AskAsync(string id, double budget, bool counts)
        {
            var deadline = world.Now.AddSeconds(budget);
            offered += counts ? 1 : 0;
            if ((await world.SubmitAsync(id, ServiceClass.Standard, budget)).Grant is { } grant)
            {
                var takes = grant.Replica.Number == 0 ? 0.01 : 0.1;
                await ExecuteAsync(world, grant, takes);
                kept += counts && world.Now <= deadline ? 1 : 0;
            }
        }
    }

    private static async Task<int> SessionsAsync(World world, bool keyed, double warm)
    {
        await ReadyAsync(world, (2, "cpu"), (2, "cpu"), (2, "cpu"), (2, "cpu"));
        var (done, until) = (0, world.Now.AddSeconds(10));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(SessionAsync));
        return done;

        async Task SessionAsync(int session)
        {
            var (random, home) = (new Random(session), -1);
            for (var number = 0; world.Now < until; number++)
            {
                await world.Delay(random.NextDouble() * 0.2);
                var ticket = Samples.Ticket(string.Create(CultureInfo.InvariantCulture, $"s{session}-{number}")) with { Affinity = keyed ? $"session-{session}" : null };
                var grant = (await world.Model.SubmitAsync(ticket, CancellationToken.None)).Grant!;
                await ExecuteAsync(world, grant, grant.Replica.Number == home ? warm : 0.1);
                home = grant.Replica.Number;
                done++;
            }
        }
    }

    private static async Task ExecuteAsync(World world, Grant grant, double seconds)
    {
        await world.Delay(seconds);
        await world.Model.CompleteAsync(new ExecutionReport
        {
            TicketId = grant.TicketId, Attempt = grant.Attempt, Replica = grant.Replica, Outcome = ExecutionOutcome.Completed, ServiceTime = TimeSpan.FromSeconds(seconds),
        });
    }

    private static async Task ReadyAsync(World world, params (int Slots, string? DeviceClass)[] replicas)
    {
        await world.Model.ConfigureAsync(new ModelConfiguration
        {
            Spec = Samples.Spec(replicas.Length), Generation = 1, Replicas = [.. replicas.Select((_, number) => Samples.Replica(number))],
        });
        for (var number = 0; number < replicas.Length; number++)
        {
            await world.Model.ReportReplicaAsync(new ReplicaReport
            {
                Replica = Samples.Replica(number), Epoch = 1, Incarnation = 1, Ready = true, Slots = replicas[number].Slots, Version = "1", DeviceClass = replicas[number].DeviceClass,
            });
        }
    }
}
