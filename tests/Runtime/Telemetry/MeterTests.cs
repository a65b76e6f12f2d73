using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Krewe.Runtime.Telemetry;
using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Telemetry;

public sealed class MeterTests
{
    [Fact]
    public async Task Calls_SomebodyListens_AreMeasured()
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.Services.AddSingleton<EventLog>());
        var meter = silo.Services.GetRequiredService<EngineMetrics>().Meter;
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                one.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => sums.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
            sums[instrument.Name + (tags.Length > 0 ? " " + tags[0].Value : "")] = value);
        listener.Start();

        var grains = Enumerable.Range(0, 5).Select(number => silo.Grains.GetGrain<ICallGrain>($"{number}")).ToList();
        await Task.WhenAll(grains.Select(grain => grain.Name().AsTask()));
        listener.RecordObservableInstruments();
        Assert.Equal("Microsoft.Orleans", meter.Name);
        Assert.Equal(5, sums["orleans-app-requests-latency"]);
        Assert.Equal(5, sums["orleans-catalog-activation-created"]);
        Assert.Equal(5, sums["orleans-catalog-activation-latency"]);
        Assert.Equal(5, sums["orleans-grains test.call"]);
        Assert.Equal(5, sums["orleans-catalog-activations"]);
        Assert.True(sums["orleans-runtime-total-physical-memory"] > 0);

        await silo.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        Assert.True(sums["orleans-catalog-activation-destroyed"] >= 5);
    }
}
