using Krewe.Conformance.Tests.Persistence;
using Krewe.Conformance.Tests.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.TestingHost;

namespace Krewe.Conformance.Tests.Clients;

/// <summary>Clients outside of the silos, and what they see of silos that go.</summary>
[Collection(LifeOfSilos.Name)]
public sealed class ClientTests
{
    [Fact]
    public async Task Stop_OfAnySilo_TheClientGoesOn()
    {
        await using var cluster = await OwnCluster.DeployAsync(3);
        for (var left = 3; left > 1; left--)
        {
            await CallManyAsync(cluster);
            await cluster.StopSiloAsync(cluster.Silos[0]);
        }

        await CallManyAsync(cluster);
    }

    [Fact]
    public async Task Kill_OfAnySilo_TheClientGoesOn()
    {
        await using var cluster = await OwnCluster.DeployAsync(3);
        for (var left = 3; left > 1; left--)
        {
            await CallManyAsync(cluster);
            await cluster.KillSiloAsync(cluster.Silos[0]);
        }

        await CallManyAsync(cluster);
    }

    [Fact]
    public async Task Start_OfAnotherSilo_TheClientUsesItsGrains()
    {
        await using var cluster = await OwnCluster.DeployAsync(1);
        var added = await cluster.StartAdditionalSiloAsync();
        var key = ClusterFixture.NewKey();
        await added.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IHomeGrain>(key).Add(5);
        Assert.Equal(5, await cluster.Client.GetGrain<IHomeGrain>(key).Add(0).Soon());
    }

    [Fact]
    public async Task Filter_OfTheClient_SeesItsCalls()
    {
        var notes = new Notes();
        InProcessTestClusterBuilder builder = new(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.Services.AddGrainStorage("test", (_, _) => new TestStorage());
        });
        builder.ConfigureClient(client => client.AddOutgoingGrainCallFilter(async context =>
        {
            if (context.InterfaceMethod?.DeclaringType == typeof(IHomeGrain))
            {
                notes.Add(context.MethodName);
            }

            await context.Invoke();
        }));
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        Assert.Equal(1, await cluster.Client.GetGrain<IHomeGrain>(ClusterFixture.NewKey()).Add(1).Soon());
        Assert.Equal(["Add"], notes.All);
    }

    [Fact]
    public async Task Services_OfAClient_HaveItself()
    {
        await using var cluster = await OwnCluster.DeployAsync(1);
        Assert.Same(cluster.Client, cluster.Client.ServiceProvider.GetRequiredService<IClusterClient>());
        Assert.Equal(1, await cluster.Client.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IHomeGrain>(ClusterFixture.NewKey()).Add(1).Soon());
    }

    /// <summary>What was asked of a silo that has gone may fail; then it is asked again.</summary>
    private static async Task CallManyAsync(InProcessTestCluster cluster)
    {
        foreach (var key in Enumerable.Range(0, 12))
        {
            await Eventually.IsSo(
                async () =>
                {
                    try
                    {
                        return await cluster.Client.GetGrain<IHomeGrain>($"many-{key}").Where() is not null;
                    }
                    catch (OrleansException)
                    {
                        return false;
                    }
                },
                "an answer");
        }
    }
}
