using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Krewe.Conformance.Tests.Placement;

[Collection(SharedCluster.Name)]
public sealed class PlacementTests(ClusterFixture fixture) : IDisposable
{
    private SiloAddress[] Silos => [.. fixture.Cluster.Silos.Select(silo => silo.SiloAddress)];

    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task Random_OfManyGrains_UsesAllSilos()
    {
        var places = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => fixture.New<IRandomGrain>().Where()));
        Assert.Equal(Silos.Order(), places.Distinct().Order());
    }

    [Fact]
    public async Task PreferLocal_CalledByASilo_IsThere()
    {
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.Equal(Silos[silo], await fixture.From(silo).GetGrain<ILocalGrain>(ClusterFixture.NewKey()).Where());
        }
    }

    [Fact]
    public async Task PreferLocal_CalledByAGrain_IsOnItsSilo()
    {
        for (var call = 0; call < 5; call++)
        {
            var caller = fixture.New<IRandomGrain>();
            Assert.Equal(await caller.Where(), await caller.WhereIsLocal(ClusterFixture.NewKey()));
        }
    }

    [Fact]
    public async Task PreferLocal_ActiveElsewhere_StaysThere()
    {
        var key = ClusterFixture.NewKey();
        Assert.Equal(Silos[0], await fixture.From(0).GetGrain<ILocalGrain>(key).Where());
        Assert.Equal(Silos[0], await fixture.From(1).GetGrain<ILocalGrain>(key).Where());
    }

    [Fact]
    public async Task HashBased_OfOneKey_IsTheSameSiloAgain()
    {
        var grain = fixture.New<IHashedGrain>();
        var first = await grain.Where();
        await fixture.DeactivateAsync(grain);
        Assert.Equal(first, await fixture.From(1).GetGrain<IHashedGrain>(grain.GetPrimaryKeyString()).Where());
    }

    [Fact]
    public async Task ActivationCount_OfManyGrains_UsesMoreThanOneSilo()
    {
        var places = new HashSet<SiloAddress>();
        for (var grain = 0; grain < 60; grain++)
        {
            places.Add(await fixture.New<ICountedGrain>().Where());
        }

        Assert.True(places.Count > 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Director_OfOurOwn_Decides(int silo)
    {
        var grain = fixture.Client.GetGrain<IDirectedGrain>($"Silo_{silo}-{ClusterFixture.NewKey()}");
        Assert.Equal(Silos[silo], await grain.Where());
    }

    [Fact]
    public async Task Director_OfOurOwn_SeesGrainContextAndSilos()
    {
        RequestContext.Set("who", "me");
        var grain = fixture.Client.GetGrain<IDirectedGrain>($"Silo_1-{ClusterFixture.NewKey()}");
        await grain.Where();
        Assert.Equal([$"asked for {grain.GetGrainId()} by me", "context empty", "3 silos, Active"], Notes.Of(grain).All);
    }

    [Fact]
    public async Task Director_OfOurOwn_IsAskedOncePerActivation()
    {
        var grain = fixture.Client.GetGrain<IDirectedGrain>($"Silo_1-{ClusterFixture.NewKey()}");
        await grain.Where();
        await grain.Where();
        Assert.Equal(3, Notes.Of(grain).All.Count);
    }

    [Fact]
    public async Task Director_Throws_TheCallFails()
    {
        var grain = fixture.Client.GetGrain<IDirectedGrain>($"{ClusterFixture.NewKey()}-fails");
        Assert.Contains("no place", (await Assert.ThrowsAnyAsync<Exception>(grain.Where).Soon()).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IRandomGrain))]
    [InlineData(typeof(ILocalGrain))]
    [InlineData(typeof(IHashedGrain))]
    [InlineData(typeof(ICountedGrain))]
    public async Task Hint_InTheContext_IsHonoured(Type type)
    {
        foreach (var silo in Silos)
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            Assert.Equal(silo, await ((IPlacedGrain)fixture.Client.GetGrain(type, ClusterFixture.NewKey())).Where());
        }
    }

    [Fact]
    public async Task Hint_ForAGrainThatIsActive_HasNoEffect()
    {
        var grain = fixture.New<IRandomGrain>();
        var here = await grain.Where();
        RequestContext.Set(IPlacementDirector.PlacementHintKey, Silos.First(silo => silo != here));
        Assert.Equal(here, await grain.Where());
    }

    [Fact]
    public async Task Hint_ToASiloThatIsFilteredOut_IsIgnored()
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, Silos[0]);
        Assert.Equal(Silos[2], await fixture.New<ISiftedGrain>().Where());
    }

    [Fact]
    public async Task Hint_ToASiloThatIsNone_IsIgnored()
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString("127.0.0.1:9@9"));
        Assert.Contains(await fixture.New<IRandomGrain>().Where(), Silos);
    }

    [Fact]
    public async Task Filters_OfAClass_AreAskedByOrderAndNarrow()
    {
        var grain = fixture.New<ISiftedGrain>();
        Assert.Equal(Silos[2], await grain.Where());
        Assert.Equal(["1 not Silo_1 of 3", "2 not Silo_0 of 2"], Notes.Of(grain).All);
    }

    [Fact]
    public async Task Filters_LeaveNothing_TheCallFails()
    {
        var exception = await Assert.ThrowsAnyAsync<OrleansException>(() => fixture.New<INowhereGrain>().Where()).Soon();
        Assert.Contains("conf.placed-nowhere", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequiredMatch_OfRegions_StaysInTheRegionOfWhoPlaces()
    {
        // Silos 0 and 2 are in one region, silo 1 in the other.
        for (var call = 0; call < 5; call++)
        {
            Assert.Equal(Silos[1], await fixture.From(1).GetGrain<IRegionalGrain>(ClusterFixture.NewKey()).Where());
            Assert.NotEqual(Silos[1], await fixture.From(0).GetGrain<IRegionalGrain>(ClusterFixture.NewKey()).Where());
        }
    }

    [Fact]
    public async Task PreferredMatch_OfRegions_StaysInTheRegionOfWhoPlaces()
    {
        for (var call = 0; call < 5; call++)
        {
            Assert.Equal(Silos[1], await fixture.From(1).GetGrain<IPreferredGrain>(ClusterFixture.NewKey()).Where());
        }
    }

    [Fact]
    public async Task SiloMetadata_OfOtherSilos_IsKnownEverywhere()
    {
        for (var silo = 0; silo < 3; silo++)
        {
            var cache = fixture.Cluster.Silos[silo].ServiceProvider.GetRequiredService<ISiloMetadataCache>();
            for (var other = 0; other < 3; other++)
            {
                var region = await Eventually.Gives(
                    () => Task.FromResult(cache.GetSiloMetadata(Silos[other]).Metadata.GetValueOrDefault("region")), found => found is not null, "metadata");
                Assert.Equal(other == 1 ? "west" : "east", region);
            }
        }
    }

    [Fact]
    public void SiloMetadata_OfASiloThatIsNone_IsEmpty() =>
        Assert.Empty(fixture.Cluster.Silos[0].ServiceProvider.GetRequiredService<ISiloMetadataCache>()
            .GetSiloMetadata(SiloAddress.FromParsableString("127.0.0.1:9@9")).Metadata);
}
