using System.Globalization;
using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.Streams;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Producers put items into streams, whose consumers are subscribed by class and by themselves. While no silo dies, each item that was taken comes
/// to its consumer, in the order of its producer, and to nobody else.
/// </summary>
internal class StreamsProgram : ClusterProgram
{
    private const int Streams = 5, Producers = 3, Rounds = 12;

    private readonly Dictionary<(string Stream, int Producer), List<string>> _put = [];

    /// <summary>Nothing that a silo dies of.</summary>
    public override Troubles Troubles => Troubles.None;

    protected StreamLedger Ledger { get; } = new();

    /// <summary>Whether every item that was taken must come.</summary>
    protected virtual bool LosesNothing => true;

    public override void Configure(ISiloBuilder builder)
    {
        builder.Services.AddSingleton(Ledger);
        builder.Services.AddKeyedSingleton("PubSubStore", (services, _) => services.GetRequiredKeyedService<IGrainStorage>("Default"));
        builder.AddMemoryStreams("memory");
    }

    public override async Task WorkAsync(Workplace place)
    {
        for (int stream = 0; stream < Streams; stream++)
        {
            string key = $"{stream}";
            for (int attempt = 1; !await place.CallAsync($"subscription {key}, attempt {attempt}", grains => grains.GetGrain<IReaderGrain>(key).Subscribe()); attempt++)
            {
                await place.Delay(1);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => ProduceAsync(place, producer)));
    }

    public override async Task VerifyAsync(Workplace place)
    {
        await place.Delay(90); // The last retries are over.
        foreach (((string stream, int producer), List<string> put) in _put.OrderBy(one => one.Key))
        {
            List<string> taken = [.. Ledger.Of(stream).Where(item => item.Split(' ')[1] == $"{producer}")];
            if (LosesNothing)
            {
                List<string> confirmed = [.. put.Where(place.Calls.WasDone)];
                Workplace.Require(!confirmed.Except(taken).Any(), $"of {producer}'s items in {stream}, {string.Join(", ", confirmed.Except(taken))} never came");
                List<int> order = [.. taken.Select(item => put.IndexOf(item))];
                Workplace.Require(order.SequenceEqual(order.Order()), $"{producer}'s items in {stream} came out of order: {string.Join(", ", taken)}");
            }

            Workplace.Require(!taken.Except(put).Any(), $"{string.Join(", ", taken.Except(put))} came to {stream} and was never put in");
        }
    }

    public override string? FindViolation(Workplace place) => Ledger.Strayed;

    private async Task ProduceAsync(Workplace place, int producer)
    {
        for (int round = 0; round < Rounds; round++)
        {
            string ns = place.Random.Next(2) == 0 ? "told" : "asked";
            string key = $"{place.Random.Next(Streams)}";
            string item = string.Create(CultureInfo.InvariantCulture, $"{ns}/{key} {producer} {round}");
            if (!_put.TryGetValue(($"{ns}/{key}", producer), out List<string>? put))
            {
                _put.Add(($"{ns}/{key}", producer), put = []);
            }

            put.Add(item);
            await place.CallAsync(item, grains => ((IClusterClient)grains).GetStreamProvider("memory").GetStream<string>(ns, key).OnNextAsync(item));
            await place.DelayUpTo(1.5);
        }
    }
}
