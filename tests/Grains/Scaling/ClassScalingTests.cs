using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Scaling;

/// <summary>A model whose requests are of several classes, with all grains together; the test calls the silo's rounds.</summary>
public sealed class ClassScalingTests
{
    [Fact]
    public void Explain_SeveralClasses_SaysWhatIsPromisedToEachAndKept() => World.Run(async world =>
    {
        await world.StartAsync();
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(200);
        await world.ServeAsync(Spec());
        await LoadAsync(world, 60);
        var classes = (await world.Pool.ExplainAsync(Samples.Digits))!.Scaling!.Classes;

        Assert.Equal([(ServiceClass.Critical, 0.1), (ServiceClass.Batch, 30)], classes.Select(one => (one.Class, one.ObjectiveSeconds)));
        Assert.InRange(classes[0].Share, 0.15, 0.35);
        Assert.InRange(classes.Sum(one => one.Share), 0.999, 1.001);

        // No answer comes within a tenth of a second; all come within thirty.
        Assert.Equal((0.0, 1.0), (classes[0].Kept, classes[1].Kept));
        Assert.True(classes[0].Tolerance < classes[1].Tolerance, $"{classes[0].Tolerance} and {classes[1].Tolerance}.");
    });

    [Fact]
    public void Explain_OneClass_HasTheObjectiveOfThatClass() => World.Run(async world =>
    {
        await world.StartAsync();
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(200);
        await world.ServeAsync(Spec());
        await LoadAsync(world, 30, critical: 0);
        var scaling = (await world.Pool.ExplainAsync(Samples.Digits))!.Scaling!;
        Assert.Equal((true, 1.0), (scaling.Classes.IsEmpty, scaling.Kept));
    });

    private static ModelSpec Spec() => Samples.Spec(2, cpu: 100) with
    {
        Class = ServiceClass.Batch,
        Scaling = new ScalingSpec { Min = 2, Max = 6, Objectives = new ClassObjectives { Critical = TimeSpan.FromMilliseconds(100), Batch = TimeSpan.FromSeconds(30) } },
    };

    // Four requests a second, some of them critical; the silo's rounds each second.
    private static async Task LoadAsync(World world, int seconds, int critical = 1)
    {
        for (var second = 0; second < seconds; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(request =>
                ServeAsync($"{second}-{request}", request < critical ? ServiceClass.Critical : ServiceClass.Batch)));
            await world.Scaling.RunAsync();
            await world.Delay(0.8);
        }

        async Task ServeAsync(string id, ServiceClass rank)
        {
            var grant = (await world.SubmitAsync(id, rank)).Grant!;
            var result = await world.ExecuteAsync(grant);
            await world.Model.CompleteAsync(new ExecutionReport { TicketId = id, Attempt = grant.Attempt, Replica = grant.Replica, Outcome = result.Outcome, ServiceTime = world.Backends.Script.InferTakes });
        }
    }
}
