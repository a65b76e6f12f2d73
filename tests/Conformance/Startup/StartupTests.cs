using Krewe.Conformance.Tests.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Krewe.Conformance.Tests.Startup;

[Collection(LifeOfSilos.Name)]
public sealed class StartupTests
{
    private readonly string _key = ClusterFixture.NewKey();

    [Fact]
    public async Task StartupTasks_OfASilo_RunByStageAndMayCallGrains()
    {
        var notes = Notes.Of(_key);
        await using var cluster = await OwnCluster.DeployAsync(1, silo =>
        {
            silo.AddStartupTask(async (services, _) =>
            {
                await services.GetRequiredService<IGrainFactory>().GetGrain<IHomeGrain>(_key).Add(1);
                notes.Add("called");
            });
            silo.AddStartupTask(
                (_, _) =>
                {
                    notes.Add("early");
                    return Task.CompletedTask;
                },
                ServiceLifecycleStage.ApplicationServices);
            silo.Services.AddSingleton(notes);
            silo.AddStartupTask<NotingTask>(ServiceLifecycleStage.Active + 1);
        });
        Assert.Equal(["early", "called", "task by type"], notes.All);
    }

    [Fact]
    public async Task Participants_OfTheSilosLife_StartAscendingAndStopDescending()
    {
        var notes = Notes.Of(_key);
        await using (var cluster = await OwnCluster.DeployAsync(1, silo =>
        {
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(notes, "late", ServiceLifecycleStage.Active));
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(notes, "early", ServiceLifecycleStage.RuntimeServices));
        }))
        {
            Assert.Equal(["early up", "late up"], notes.All);
        }

        Assert.Equal(["early up", "late up", "late down", "early down"], notes.All);
    }

    [Fact]
    public async Task StartupTask_Throws_TheSiloDoesNotStart()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => OwnCluster.DeployAsync(1, silo =>
            silo.AddStartupTask((_, _) => throw new InvalidOperationException("not today")))).Soon();
        Assert.Contains("not today", exception.ToString(), StringComparison.Ordinal);
    }

    private sealed class Participant(Notes notes, string name, int stage) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer) => observer.Subscribe(
            name, stage,
            _ =>
            {
                notes.Add($"{name} up");
                return Task.CompletedTask;
            },
            _ =>
            {
                notes.Add($"{name} down");
                return Task.CompletedTask;
            });
    }
}
