using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;
using Krewe.Testing.Simulation;

namespace Krewe.Grains.Tests.Chaos;

/// <summary>Seeds × faults: what must hold does so after every step, and when the faults end everything comes to what is wanted.</summary>
public sealed class ChaosTests
{
    private const int Steps = 25;

    [Fact]
    public void Faults_AnySeed_InvariantsHoldAndItConverges()
    {
        foreach (var seed in SimulationSeed.Choose(0, 200))
        {
            try
            {
                World.Run(RunAsync, seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Replay: KREWE_SEED={seed} dotnet test tests/Grains --filter FullyQualifiedName~{nameof(Faults_AnySeed_InvariantsHoldAndItConverges)}", exception);
            }
        }
    }

    [Fact]
    public void Faults_SameSeed_SameHistory() => Assert.Equal(World.Run(RunAsync, 5).Hash, World.Run(RunAsync, 5).Hash);

    private static async Task RunAsync(World world)
    {
        var random = world.Silo.Random;
        var applied = new Dictionary<string, ModelSpec>(StringComparer.Ordinal);
        await world.StartAsync();
        await ApplyAsync(Samples.Spec(2));
        var requests = new List<Task>();
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(12))
            {
                case 0 or 1 when world.Backends.Running.Count > 0:
                    world.Backends.Running[random.Next(world.Backends.Running.Count)].Exit(1, notify: random.Next(2) == 0);
                    break;
                case 2 when world.Backends.Running.Count > 0:
                    world.Backends.Running[random.Next(world.Backends.Running.Count)].BecomeUnhealthy();
                    break;
                case 3 or 4:
                    var (share, after) = (random.Next(2, 8), random.Next(2) == 0);
                    world.Storage.Fault = (_, _) => random.Next(share) == 0 ? after ? StorageFault.After : StorageFault.Before : StorageFault.None;
                    world.Storage.ReadsFail = random.Next(4) == 0;
                    break;
                case 5:
                    world.Storage.Fault = (_, _) => StorageFault.None;
                    world.Storage.ReadsFail = false;
                    break;
                case 6:
                    world.Deactivate(id => random.Next(2) == 0 && !id.Type.ToString()!.StartsWith("sys", StringComparison.Ordinal));
                    break;
                case 7 or 8:
                    var name = random.Next(3) == 0 ? "other" : "digits";
                    await ApplyAsync(Samples.Spec(random.Next(4), version: $"{random.Next(3)}", name: name, cpu: random.Next(2) == 0 ? 400 : 900));
                    break;
                case 9:
                    world.Backends.Script.StopFails = random.Next(3) == 0;
                    world.Backends.Script.StopTakes = TimeSpan.FromSeconds(random.Next(5));
                    world.Backends.Script.ExitAtOnce = random.Next(4) == 0;
                    world.Backends.Script.RefuseLaunch = random.Next(6) == 0;
                    world.Backends.Script.LaunchTakes = TimeSpan.FromMilliseconds(random.Next(2) * random.Next(3_000));
                    break;
                default:
                    requests.Add(RequestAsync(world, $"r{step}", random.Next(1, 8)));
                    break;
            }

            await world.Delay(random.NextDouble() * 2);
            await world.CheckAsync();
        }

        world.Storage.Fault = (_, _) => StorageFault.None;
        world.Storage.ReadsFail = false;
        var script = world.Backends.Script;
        (script.StopFails, script.StopTakes, script.ExitAtOnce, script.RefuseLaunch, script.LaunchTakes) = (false, TimeSpan.FromSeconds(0.1), false, false, TimeSpan.Zero);
        foreach (var (name, spec) in applied)
        {
            var fits = spec with { Replicas = Math.Min(spec.Replicas, 2), Resources = spec.Resources with { CpuMillicores = 400 } };
            await ApplyAsync(fits);
        }

        await world.EventuallyAsync(
            async () =>
            {
                await world.CheckAsync();
                var models = (await world.Pool.GetAsync()).Models;
                return models.Length == applied.Count && models.All(model =>
                    model.Spec == applied[model.Model.Model] && model.Ready == model.Wanted && model.Replicas.Length == model.Wanted
                    && model.Replicas.All(replica => replica.Version == model.Spec.Version));
            },
            "what is wanted is there",
            120);
        var wanted = applied.Values.Sum(spec => spec.Replicas);
        await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.Length == wanted && world.Backends.Running.Count == wanted, "no lease or process is left over", 30);
        await Task.WhenAll(requests).WaitAsync(TimeSpan.FromMinutes(1), world.Silo.Time);
        if (applied["digits"].Replicas > 0)
        {
            Assert.Equal(TicketVerdict.Granted, (await world.SubmitAsync("last", budgetSeconds: 20)).Verdict);
        }

        async Task ApplyAsync(ModelSpec spec)
        {
            while (true)
            {
                try
                {
                    await world.Fleet.ApplyAsync(spec);
                    applied[spec.Name] = spec;
                    return;
                }
                catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
                {
                    // As a user would: again, until it is known to be stored.
                    applied[spec.Name] = spec;
                    await world.Delay(0.5);
                    world.Storage.Fault = (_, _) => StorageFault.None;
                    world.Storage.ReadsFail = false;
                }
            }
        }
    }

    /// <summary>Every request has an end: granted or not, and not after its deadline.</summary>
    private static async Task RequestAsync(World world, string id, int seconds)
    {
        var until = world.Now.AddSeconds(seconds);
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), world.Silo.Time);
            var decision = await world.SubmitAsync(id, budgetSeconds: seconds, cancellationToken: deadline.Token);
            if (decision.Grant is { } grant)
            {
                var result = await world.ExecuteAsync(grant);
                await world.CompleteAsync(grant, result.Outcome);
            }
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            world.Silo.Record("request", exception.GetType().Name);
        }

        Assert.True(world.Now <= until.AddSeconds(31), $"seed {world.Silo.Seed}: {id} ended {world.Now - until} after its deadline");
    }
}
