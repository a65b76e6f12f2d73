using System.Text;
using Krewe.Fleet;
using Krewe.Silo.Configuration;
using Krewe.Silo.Front;
using Krewe.Silo.Front.Ends;
using Krewe.Silo.Front.Quotas;
using Krewe.Silo.Front.Regions;
using Krewe.Silo.Front.Slots;
using Krewe.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Krewe.Silo.Tests.Front.Regions;

/// <summary>A request of a model that may be executed in another region, when its own does not answer.</summary>
public sealed class AcrossRegionsTests
{
    private const string Body = """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}""";

    [Fact]
    public async Task Infer_HomeCannotBeReached_ElsewhereOnceAndNoMore()
    {
        var regions = FakeRegions.Create();
        regions.Queues["eu"] = () => new SiloUnavailableException("gone");
        regions.Queues["us"] = () => true;
        var seen = new Seen();

        var answer = await AskAsync(regions, seen);

        Assert.Equal(200, answer.Status);
        Assert.Equal("us", Assert.Single(regions.Executed));
        Assert.Equal((RequestOutcome.Completed, null, 0, "us"), (seen.Record.Outcome, seen.Record.Code, seen.Record.Retries, seen.Record.Region));
    }

    [Fact]
    public async Task Infer_NobodyCanBeReachedAtFirst_WaitsUntilSomebodyCan()
    {
        var regions = FakeRegions.Create();
        var tries = 0;
        regions.Queues["eu"] = () => new SiloUnavailableException("gone");
        regions.Queues["us"] = () => ++tries < 4 ? new SiloUnavailableException("not yet") : true;

        var answer = await AskAsync(regions, new Seen());

        Assert.Equal(200, answer.Status);
        Assert.Equal(4, tries);
        Assert.Single(regions.Executed);
    }

    private static async Task<FrontAnswer> AskAsync(FakeRegions regions, Seen seen)
    {
        var time = new ManualTimeProvider();
        var settings = SettingsReader.Read(["--host", "h", "--region", "eu"], new Dictionary<string, string>(), new MachineFacts("h", 8, 32L << 30)).Settings!;
        var (grains, routes) = (new KnownGrains(regions.Factory), new RegionRoutes());
        routes.Take(new FleetRoutes { Routes = [new ModelRoute { Home = FakeRegions.Key("eu"), Elsewhere = [FakeRegions.Key("us")], Copies = [FakeRegions.Key("us")] }] });
        using var gate = new FrontGate();
        using var slots = new FrontSlots(grains, settings, time);
        using var quotas = new FrontQuotas(regions.Factory, settings, time);
        var front = new InferenceFront(
            grains, new ModelCatalog(regions.Factory, time), slots, quotas, new ShardChoice(), routes, settings, gate, new RequestEnds(gate, time), new RequestObservers([seen]), time, NullLogger<InferenceFront>.Instance);
        var answering = front.InferAsync(new FrontCall("digits", null, Encoding.UTF8.GetBytes(Body), time.GetTimestamp()), CancellationToken.None);
        while (!answering.IsCompleted)
        {
            time.FireNext(time.GetUtcNow() + TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await answering;
    }

    private sealed class Seen : IRequestObserver
    {
        public RequestRecord Record { get; private set; }

        public void RequestFinished(in RequestRecord record) => Record = record;
    }
}
