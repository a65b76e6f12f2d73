using Krewe.History;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Front;
using Krewe.Silo.History.Recording;
using Krewe.Silo.Tests.Admin;
using Krewe.Specs;

namespace Krewe.Silo.Tests.History;

public sealed class HistoryStoreTests
{
    private const long Start = 1_700_000_000;
    private static readonly HistoryQuery Everything = new();

    [Fact]
    public void Close_RequestsOfASecond_AreCountedByOutcomeOnce()
    {
        var store = new HistoryStore("alpha", "alpha");
        Finish(store, RequestOutcome.Completed, 0.004);
        Finish(store, RequestOutcome.Completed, 0.004);
        Finish(store, RequestOutcome.Refused);
        store.Close(Start, new SiloObservation());
        Finish(store, RequestOutcome.Failed);
        store.Close(Start + 1, new SiloObservation());

        var page = store.Read(Everything);
        var samples = Assert.Single(page.Models).Samples;
        Assert.Equal((Start, 2, 1, 0), (samples[0].Second, samples[0].Completed, samples[0].Refused, samples[0].Failed));
        Assert.Equal((Start + 1, 0, 0, 1), (samples[1].Second, samples[1].Completed, samples[1].Refused, samples[1].Failed));
        Assert.Equal<ushort>([(ushort)LatencyBuckets.IndexOf(TimeSpan.FromSeconds(0.004)), (ushort)2], samples[0].Latencies);
        Assert.Equal([3, 1], page.SiloSamples.Select(sample => sample.Requests));
    }

    [Fact]
    public void Close_SameSecondTwice_AddsToIt()
    {
        var store = new HistoryStore("alpha", "alpha");
        Finish(store, RequestOutcome.Completed);
        store.Close(Start, new SiloObservation());
        Finish(store, RequestOutcome.Completed);
        store.Close(Start, new SiloObservation());

        Assert.Equal(2, Assert.Single(Assert.Single(store.Read(Everything).Models).Samples).Completed);
    }

    [Fact]
    public void Read_AfterMoreThanFifteenMinutes_HasTheLastFifteenOnly()
    {
        var store = new HistoryStore("alpha", "alpha");
        for (var i = 0; i < 1_000; i++)
        {
            Finish(store, RequestOutcome.Completed);
            store.Close(Start + i, Seen());
        }

        var page = store.Read(Everything);
        Assert.Equal((Start + 100, Start + 999), (page.First, page.Last));
        Assert.Equal(HistoryLimits.Seconds, page.SiloSamples.Length);
        Assert.Equal(HistoryLimits.Seconds, page.HostSamples.Length);
        Assert.Equal(HistoryLimits.Seconds, Assert.Single(page.Devices).Samples.Length);
        Assert.Equal(HistoryLimits.Seconds, Assert.Single(page.Models).Samples.Length);
        Assert.All(page.Models[0].Samples, sample => Assert.Equal(1, sample.Completed));
    }

    [Fact]
    public void Read_SkippedSecond_IsMissing()
    {
        var store = new HistoryStore("alpha", "alpha");
        store.Close(Start, Seen());
        store.Close(Start + 2, Seen());

        Assert.Equal([Start, Start + 2], store.Read(Everything).SiloSamples.Select(sample => sample.Second));
        Assert.Equal([Start + 2], store.Read(new HistoryQuery { Since = Start }).SiloSamples.Select(sample => sample.Second));
    }

    [Fact]
    public void Close_QueueOnThisSilo_IsKeptByClass()
    {
        var store = new HistoryStore("alpha", "alpha");
        store.Close(Start, new SiloObservation
        {
            Queues = [new ModelView { Spec = SampleCluster.Spec("digits"), Generation = 1, Waiting = [1, 2, 3], Running = 4 }],
        });

        var sample = Assert.Single(Assert.Single(store.Read(Everything).Models).Samples);
        Assert.Equal<int>([1, 2, 3], sample.Waiting);
        Assert.Equal(4, sample.Running);
    }

    [Fact]
    public void RequestFinished_MoreModelsThanAreKept_AreCountedForTheSiloOnly()
    {
        var store = new HistoryStore("alpha", "alpha");
        for (var i = 0; i < HistoryLimits.MaxModels + 20; i++)
        {
            Finish(store, RequestOutcome.Completed, model: $"m{i}");
        }

        store.Close(Start, new SiloObservation());

        var page = store.Read(Everything);
        Assert.Equal(HistoryLimits.MaxModels, page.Models.Length);
        Assert.Equal(HistoryLimits.MaxModels + 20, page.SiloSamples[0].Requests);
    }

    [Fact]
    public void Close_ModelIdleForFifteenMinutes_MakesRoom()
    {
        var store = new HistoryStore("alpha", "alpha");
        Finish(store, RequestOutcome.Completed, model: "old");
        for (var i = 0; i <= HistoryLimits.Seconds; i++)
        {
            store.Close(Start + i, new SiloObservation());
        }

        Assert.Empty(store.Read(Everything).Models);
    }

    [Fact]
    public void RequestFinished_UnknownModel_IsNoSeries()
    {
        var store = new HistoryStore("alpha", "alpha");
        store.RequestFinished(new RequestRecord { Outcome = RequestOutcome.Invalid });
        store.Close(Start, new SiloObservation());

        var page = store.Read(Everything);
        Assert.Empty(page.Models);
        Assert.Equal(1, page.SiloSamples[0].Requests);
    }

    [Fact]
    public void Read_OneModelOrDevice_LeavesTheOthersOut()
    {
        var store = new HistoryStore("alpha", "alpha");
        Finish(store, RequestOutcome.Completed, model: "a");
        Finish(store, RequestOutcome.Completed, model: "b");
        store.Close(Start, Seen());

        var model = store.Read(new HistoryQuery { Model = new ModelKey("default", "b", "local") });
        Assert.Equal("b", Assert.Single(model.Models).Model.Model);
        Assert.Empty(model.Devices);
        var device = store.Read(new HistoryQuery { Device = new DeviceKey("alpha", "cpu") });
        Assert.Equal("cpu", Assert.Single(device.Devices).Device);
        Assert.Empty(device.Models);
        Assert.Empty(store.Read(new HistoryQuery { Device = new DeviceKey("beta", "cpu") }).Devices);
    }

    private static SiloObservation Seen() => new() { Host = SampleCluster.Host, MemoryBytes = 1 << 20, Activations = 3 };

    private static void Finish(HistoryStore store, RequestOutcome outcome, double seconds = 0.01, string model = "digits") => store.RequestFinished(new RequestRecord
    {
        Model = model, Tenant = "default", Region = "local", Class = ServiceClass.Standard, Outcome = outcome, Total = TimeSpan.FromSeconds(seconds),
    });
}
