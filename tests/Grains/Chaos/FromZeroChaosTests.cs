using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;
using Krewe.Testing.Simulation;

namespace Krewe.Grains.Tests.Chaos;

/// <summary>
/// Scale from zero under faults: processes exit and do not start, storage fails, grains are made anew, forecasts and rounds get lost. Every request has one end by its
/// deadline, none is refused for want of a replica, and whoever has time enough is served.
/// </summary>
public sealed class FromZeroChaosTests
{
    [Fact]
    public void FromZero_AnySeed_NoRequestIsLostAndNoneWaitsForEver()
    {
        foreach (var seed in SimulationSeed.Choose(0, 60))
        {
            try
            {
                World.Run(RunAsync, seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Replay: KREWE_SEED={seed} dotnet test tests/Grains --filter FullyQualifiedName~{nameof(FromZero_AnySeed_NoRequestIsLostAndNoneWaitsForEver)}", exception);
            }
        }
    }

    [Fact]
    public void FromZero_SameSeed_SameHistory() => Assert.Equal(World.Run(RunAsync, 7).Hash, World.Run(RunAsync, 7).Hash);

    private static async Task RunAsync(World world)
    {
        var random = world.Silo.Random;
        await world.StartAsync();
        await world.Fleet.ApplyAsync(Samples.Spec(0, cpu: 100) with
        {
            Scaling = new ScalingSpec { Min = 0, Max = 4, Objective = TimeSpan.FromSeconds(2), Idle = TimeSpan.FromSeconds(5), Stabilization = TimeSpan.Zero },
        });
        var faults = true;
        var scaling = ScaleAsync(world, random, () => faults);
        var requests = new List<Task>();
        for (var step = 0; step < 20; step++)
        {
            Break(world, random);
            if (random.Next(3) == 0)
            {
                requests.Add(RequestAsync(world, $"r{step}", random.Next(2, 20)));
            }

            await world.Delay(random.NextDouble() * 8);
            await world.CheckAsync();
        }

        faults = false;
        Mend(world);
        await Task.WhenAll(requests).WaitAsync(TimeSpan.FromMinutes(2), world.Silo.Time);

        // Without faults it goes to zero, and whoever comes then is served.
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Wanted: 0, Replicas.IsEmpty: true } && world.Backends.Running.Count == 0, "the model is at zero", 120);
        Assert.Equal(TicketVerdict.Granted, (await world.SubmitAsync("last", budgetSeconds: 20)).Verdict);
        scaling.Cancel();
    }

    private static void Break(World world, Random random)
    {
        var script = world.Backends.Script;
        switch (random.Next(8))
        {
            case 0 when world.Backends.Running.Count > 0:
                world.Backends.Running[random.Next(world.Backends.Running.Count)].Exit(1, notify: random.Next(2) == 0);
                break;
            case 1:
                var after = random.Next(2) == 0;
                world.Storage.Fault = (_, _) => random.Next(4) == 0 ? after ? StorageFault.After : StorageFault.Before : StorageFault.None;
                break;
            case 2:
                world.Storage.Fault = (_, _) => StorageFault.None;
                break;
            case 3:
                world.Deactivate(id => random.Next(2) == 0 && !id.Type.ToString()!.StartsWith("sys", StringComparison.Ordinal));
                break;
            case 4:
                (script.ExitAtOnce, script.RefuseLaunch) = (random.Next(3) == 0, random.Next(4) == 0);
                break;
            case 5:
                script.LaunchTakes = TimeSpan.FromMilliseconds(random.Next(3_000));
                break;
        }
    }

    private static void Mend(World world)
    {
        world.Storage.Fault = (_, _) => StorageFault.None;
        var script = world.Backends.Script;
        (script.ExitAtOnce, script.RefuseLaunch, script.LaunchTakes) = (false, false, TimeSpan.Zero);
    }

    /// <summary>What the silo does each second; while there are faults every fifth round is lost.</summary>
    private static CancellationTokenSource ScaleAsync(World world, Random random, Func<bool> faults)
    {
        var ends = new CancellationTokenSource();
        _ = RunAsync();
        return ends;

        async Task RunAsync()
        {
            while (!ends.IsCancellationRequested)
            {
                if (!faults() || random.Next(5) > 0)
                {
                    await world.Scaling.RunAsync();
                }

                await world.Delay(1);
            }
        }
    }

    /// <summary>As a front does: asks again while the queue is being made anew, until the deadline.</summary>
    private static async Task RequestAsync(World world, string id, int seconds)
    {
        var until = world.Now.AddSeconds(seconds);
        TicketDecision? decision = null;
        for (var attempt = 0; world.Now < until && (decision is null or { Verdict: TicketVerdict.Stale }); attempt++)
        {
            try
            {
                using var deadline = new CancellationTokenSource(until - world.Now, world.Silo.Time);
                decision = await world.SubmitAsync($"{id}-{attempt}", budgetSeconds: (until - world.Now).TotalSeconds, cancellationToken: deadline.Token);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                world.Silo.Record("request", exception.GetType().Name);
                await world.Delay(0.1);
            }
        }

        Assert.True(world.Now <= until.AddSeconds(1), $"seed {world.Silo.Seed}: {id} ended {world.Now - until} after its deadline");
        Assert.True(
            decision is null or { Verdict: TicketVerdict.Granted or TicketVerdict.Expired or TicketVerdict.Stale } || decision.Problem?.Code == Errors.ErrorCodes.DeadlineUnreachable,
            $"seed {world.Silo.Seed}: {id}: {decision}");
        if (decision?.Grant is { } grant)
        {
            var result = await world.ExecuteAsync(grant);
            await world.CompleteAsync(grant, result.Outcome);
        }
    }
}
