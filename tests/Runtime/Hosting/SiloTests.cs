using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Runtime.Tests.Hosting;

public sealed class SiloTests
{
    [Fact]
    public async Task Lifecycle_StartAndStop_AscendsAndDescends()
    {
        EventLog log = new();
        await using (await TestSilo.StartAsync(builder =>
        {
            builder.AddStartupTask((_, _) => Note(log, "task"));
            builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(log));
        }))
        {
            log.Add("runs");
        }

        Assert.Equal(["start 10000", "task", "runs", "stop 10000"], log.Events);
    }

    [Fact]
    public async Task StartupTask_Throws_SiloDoesNotStart() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => TestSilo.StartAsync(
            builder => builder.AddStartupTask((_, _) => throw new InvalidDataException())));

    [Fact]
    public async Task StartupTask_CallsGrain_IsServed()
    {
        EventLog log = new();
        await using var silo = await TestSilo.StartAsync(builder =>
        {
            builder.Services.AddSingleton(log);
            builder.AddStartupTask(async (services, _) => log.Add(await services.GetRequiredService<IClusterClient>().GetGrain<ICallGrain>("a").Name()));
        });
        Assert.Equal(["a"], log.Events);
    }

    [Fact]
    public async Task Metadata_OfThisSilo_IsWhatWasSaid()
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.UseSiloMetadata(new Dictionary<string, string> { ["region"] = "local" }));
        var cache = silo.Services.GetRequiredService<ISiloMetadataCache>();
        var here = silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        Assert.Equal("local", cache.GetSiloMetadata(here).Metadata["region"]);
        Assert.Same(SiloMetadata.Empty, cache.GetSiloMetadata(SiloAddress.Zero));
        Assert.Equal(SiloStatus.Active, silo.Services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.GetSiloStatus(here));
    }

    [Fact]
    public async Task Call_AfterStop_SiloUnavailable()
    {
        var silo = await TestSilo.StartAsync(builder => builder.Services.AddSingleton<EventLog>());
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        var membership = silo.Services.GetRequiredService<IClusterMembershipService>();
        await grain.Name();
        await silo.DisposeAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(async () => await grain.Name());
        Assert.All(membership.CurrentSnapshot.Members.Values, member => Assert.Equal(SiloStatus.Dead, member.Status));
    }

    private static Task Note(EventLog log, string what)
    {
        log.Add(what);
        return Task.CompletedTask;
    }

    private sealed class Participant(EventLog log) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
            "test", ServiceLifecycleStage.ApplicationServices, _ => Note(log, "start 10000"), _ => Note(log, "stop 10000"));
    }
}
