using Krewe.Grains.Tests.Support;
using Krewe.Models.Quotas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Quotas;

/// <summary>The ledger of a quota as a grain: what it forgets when it ends, and what it learns of silos.</summary>
public sealed class QuotaGrainTests
{
    private static readonly QuotaSpec Tens = new() { PerKeyThousandths = 10_000 };

    [Fact]
    public void Lease_ANewModel_TheWholeBurst() => World.Run(async world =>
    {
        Assert.Equal(10, await GrantedAsync(world, "f1", want: 30));
    });

    [Fact]
    public void Lease_AfterTheLedgerWasLost_BeginsWithNothing_NotWithAnotherBurst() => World.Run(async world =>
    {
        Assert.Equal(10, await GrantedAsync(world, "f1", want: 30));
        await world.Delay(0.5);

        world.Deactivate(id => id.Type.ToString() == "quota");
        await world.Delay(0.1);

        Assert.Equal(0, await GrantedAsync(world, "f1", want: 30, spent: 10));
        await GrantedAsync(world, "f1", want: 0, spent: 10);
        await world.Delay(4);
        Assert.InRange(await GrantedAsync(world, "f1", want: 30, spent: 10), 8, 10);
    });

    [Fact]
    public void Lease_LongAfterTheLedgerWasLost_FullAgain() => World.Run(async world =>
    {
        await GrantedAsync(world, "f1", want: 30);
        world.Deactivate(id => id.Type.ToString() == "quota");
        await world.Delay(60);

        Assert.Equal(10, await GrantedAsync(world, "f2", want: 30));
    });

    [Fact]
    public void Lease_ASiloIsGone_ItsShareIsTheOthersAtOnce()
    {
        var hosts = new FakeHosts();
        World.Run(
            async world =>
            {
                for (var round = 0; round < 20; round++)
                {
                    await LeaseAsync(world, "f1", "h1", new QuotaKeyWord("a", 0, 0, 10, 0, 0));
                    await LeaseAsync(world, "f2", "h2", new QuotaKeyWord("a", 0, 0, 10, 0, 0));
                    await world.Delay(0.1);
                }

                var before = (await LeaseAsync(world, "f1", "h1", new QuotaKeyWord("a", 0, 0, 10, 0, 0))).Pace;
                hosts.Gone.Add("h2");
                await world.Delay(1.1);
                var after = (await LeaseAsync(world, "f1", "h1", new QuotaKeyWord("a", 0, 0, 10, 0, 0))).Pace;

                Assert.Equal((5, 10), (before, after));
            },
            hosts: hosts);
    }

    [Fact]
    public void Lease_StorageFails_LeasesAllTheSame() => World.Run(async world =>
    {
        world.Storage.Fault = (name, _) => name == "quota" ? StorageFault.Before : StorageFault.None;

        Assert.Equal(10, await GrantedAsync(world, "f1", want: 30));
    });

    [Fact]
    public void Remove_TheModel_ItsQuotaBeginsAnew() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec() with { Queue = new QueueSpec { Quota = Tens } });
        await GrantedAsync(world, "f1", want: 30);
        await world.Delay(1);

        await world.Fleet.DeleteAsync(Samples.Digits);
        await world.Delay(12);

        Assert.Equal(10, await GrantedAsync(world, "f2", want: 30));
    });

    private static async Task<long> GrantedAsync(World world, string front, long want, long spent = 0) =>
        (await LeaseAsync(world, front, "h1", new QuotaKeyWord("a", spent, 0, want, 0, 0))).Granted;

    private static async Task<QuotaKeyLease> LeaseAsync(World world, string front, string host, QuotaKeyWord word)
    {
        var ledger = world.Silo.Grains.GetGrain<IQuotaGrain>(Samples.Digits.ToString());
        var answer = await ledger.LeaseAsync(new QuotaReport { Front = front, Host = host, Generation = 1, Quota = Tens, Keys = [word] }, CancellationToken.None);
        return Assert.Single(answer.Leases);
    }
}
