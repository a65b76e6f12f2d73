using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;
using Krewe.Testing.Simulation;

namespace Krewe.Grains.Tests.Chaos;

/// <summary>
/// What a queue promises, while its model servers die and hang, its grains end and its storage fails: each request ends once and in time, nobody overtakes
/// a more important one, nobody starves.
/// </summary>
public sealed class QueueChaosTests
{
    private const int Steps = 30;

    [VirtualTimeFact]
    public void Faults_AnySeed_EachRequestEndsOnceInTimeAndInOrder()
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
                    $"Replay: KREWE_SEED={seed} dotnet test tests/Grains --filter FullyQualifiedName~{nameof(Faults_AnySeed_EachRequestEndsOnceInTimeAndInOrder)}", exception);
            }
        }
    }

    private static async Task RunAsync(World world)
    {
        var random = world.Silo.Random;
        var queueIsLost = world.Silo.Seed % 2 == 1; // else only model servers fail, and more can be said
        var spec = Samples.Spec(2) with { Concurrency = 2, Queue = new QueueSpec { AgeingBound = TimeSpan.FromSeconds(5) } };
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(100);
        await world.StartAsync();
        await world.ServeAsync(spec);
        var fronts = new ChaosFronts(world, spec.Queue.AgeingBound);
        var offering = fronts.OfferAsync(Steps);
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(10))
            {
                case 0 or 1 when world.Backends.Running.Count > 0:
                    world.Backends.Running[random.Next(world.Backends.Running.Count)].Exit(1, notify: random.Next(2) == 0);
                    break;
                case 2 when world.Backends.Running.Count > 0:
                    world.Backends.Running[random.Next(world.Backends.Running.Count)].BecomeUnhealthy();
                    break;
                case 3 when queueIsLost:
                    var (share, after) = (random.Next(2, 8), random.Next(2) == 0);
                    fronts.NoteTrouble();
                    world.Storage.Fault = (_, _) => random.Next(share) == 0 ? after ? StorageFault.After : StorageFault.Before : StorageFault.None;
                    break;
                case 4 when fronts.HadTrouble:
                    world.Storage.Fault = (_, _) => StorageFault.None;
                    break;
                case 5 when queueIsLost:
                    fronts.NoteTrouble();
                    // Queues are kept alive: one ends by itself alone, when its state could not be stored, and then it sends back who waits.
                    world.Deactivate(id => random.Next(2) == 0 && id.Type.ToString() is { } type && type != "model" && !type.StartsWith("sys", StringComparison.Ordinal));
                    break;
                case 6 or 7:
                    world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(random.Next(4) == 0 ? 2_000 : 100); // it hangs, or not
                    break;
                default:
                    break;
            }

            await world.Delay(random.NextDouble() * 2);
            await world.CheckAsync();
        }

        world.Storage.Fault = (_, _) => StorageFault.None;
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(100);
        await offering;
        await fronts.EndedAsync();
        Assert.True(world.Backends.MostAtOnce <= spec.Concurrency || fronts.HadTrouble, $"seed {world.Silo.Seed}: {world.Backends.MostAtOnce} executions at once on a model server of {spec.Concurrency} slots");
        await world.EventuallyAsync(
            async () => await world.Model.GetAsync() is { Running: 0 } view && view.Waiting.Sum() == 0 && view.WaitingBytes == 0, "nothing of a request is left", 40);
    }
}
