using System.Collections.Immutable;
using System.Globalization;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

/// <summary>A model with ten slots of 50 ms under far more than they can do, in virtual time; the test is the fronts and the replicas.</summary>
public sealed class CrowdedTests
{
    private const int Slots = 10;
    private const double Seconds = 7;
    private const double Capacity = Slots / 0.05;

    /// <summary>What is let in is served, or told at once that it is not.</summary>
    [VirtualTimeFact]
    public void Submit_TenTimesTheCapacity_CriticalHardlyWaitsAndRefusalsComeAtOnce() => World.Run(async world =>
    {
        var calm = new Answers(world);
        await ServeAsync(world);
        await calm.OfferAsync(5, new Stream(ServiceClass.Critical, "a", Capacity / 2, 1, 3));
        var crowded = new Answers(world);
        await crowded.OfferAsync(
            Seconds,
            new Stream(ServiceClass.Critical, "a", Capacity / 2, 1, 3),
            new Stream(ServiceClass.Standard, "a", 950, 1, 5),
            new Stream(ServiceClass.Batch, "a", 950, 2, 7));

        var (done, refused) = (crowded.Done.Sum(pair => pair.Value.Count), crowded.RefusedAfter);
        Assert.True(done >= 0.9 * Capacity * (Seconds - 1), $"{done} were done");
        Assert.True(Quantile(crowded.Done["Critical a"], 0.99) <= 1.45 * Quantile(calm.Done["Critical a"], 0.99), $"{Quantile(crowded.Done["Critical a"], 0.99)} for {Quantile(calm.Done["Critical a"], 0.99)}");
        Assert.True(Quantile(refused, 0.99) <= 0.001, $"{Quantile(refused, 0.99)} of {refused.Count}");
    });

    /// <summary>A flood of one tenant is hardly felt by the others.</summary>
    [VirtualTimeFact]
    public void Submit_OneTenantAtTwentyTimesItsShare_TheOthersHardlyWait() => World.Run(async world =>
    {
        await ServeAsync(world);
        var calm = new Answers(world);
        await calm.OfferAsync(Seconds, Tenants(1));
        var noisy = new Answers(world);
        await noisy.OfferAsync(Seconds, Tenants(20));

        Assert.True(Others(noisy) <= 1.2 * Others(calm), $"{Others(noisy)} for {Others(calm)}");

        static double Others(Answers answers) => Quantile([.. answers.Done.Where(pair => !pair.Key.EndsWith('a')).SelectMany(pair => pair.Value)], 0.99);

        static Stream[] Tenants(double ratio) =>
        [
            new(ServiceClass.Standard, "a", 25 * ratio, 1, 3),
            new(ServiceClass.Standard, "b", 12.5, 1, 5),
            new(ServiceClass.Standard, "c", 25, 1, 7),
            new(ServiceClass.Standard, "d", 50, 1, 9),
        ];
    });

    private static double Quantile(List<double> values, double share) => values.Count == 0 ? 0 : values.Order().ElementAt((int)(values.Count * share));

    private static async Task ServeAsync(World world)
    {
        var queue = new QueueSpec { Weights = QueueSpecWeights() };
        await world.Model.ConfigureAsync(new() { Spec = Samples.Spec() with { Queue = queue }, Generation = 1, Replicas = [Samples.Replica(0)] });
        await world.Model.ReportReplicaAsync(new() { Replica = Samples.Replica(0), Epoch = 1, Incarnation = 1, Ready = true, Slots = Slots, Version = "1" });
        await new Answers(world).OfferAsync(2, new Stream(ServiceClass.Standard, "a", 50, 1, 1));
    }

    private static ImmutableDictionary<string, int> QueueSpecWeights() =>
        ImmutableDictionary<string, int>.Empty.Add("a", 1).Add("b", 1).Add("c", 2).Add("d", 4);

    private sealed record Stream(ServiceClass Class, string Key, double Rate, double Budget, int Seed);

    /// <summary>How long answers took, by what they were.</summary>
    private sealed class Answers(World world)
    {
        // As long as it takes until the slots become free one after the other.
        private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
        private DateTimeOffset _from;
        private int _number;

        public SortedDictionary<string, List<double>> Done { get; } = new(StringComparer.Ordinal);

        public List<double> RefusedAfter { get; } = [];

        public async Task OfferAsync(double seconds, params Stream[] streams)
        {
            _from = world.Now + WarmUp;
            var all = streams.Select(stream => OfferAsync(stream, seconds)).ToList();
            await Task.WhenAll(all);
        }

        private async Task OfferAsync(Stream stream, double seconds)
        {
            var random = new Random(stream.Seed);
            var running = new List<Task>();
            for (var until = world.Now + TimeSpan.FromSeconds(seconds); world.Now < until;)
            {
                await world.Delay(-Math.Log(1 - random.NextDouble()) / stream.Rate);
                running.Add(AskAsync(stream, 0.05 + (-0.001 * Math.Log(1 - random.NextDouble()))));
            }

            await Task.WhenAll(running);
        }

        private async Task AskAsync(Stream stream, double takes)
        {
            var at = world.Now;
            var id = string.Create(CultureInfo.InvariantCulture, $"{stream.Class}-{stream.Key}-{at.UtcTicks}-{_number++}");
            var decision = await world.Model.SubmitAsync(Samples.Ticket(id, stream.Class, stream.Budget) with { FairnessKey = stream.Key }, CancellationToken.None);
            if (decision.Verdict != TicketVerdict.Granted)
            {
                if (decision.Verdict == TicketVerdict.Refused)
                {
                    RefusedAfter.Add((world.Now - at).TotalSeconds);
                }

                return;
            }

            await world.Delay(takes);
            var name = $"{stream.Class} {stream.Key}";
            if (!Done.TryGetValue(name, out var done))
            {
                Done.Add(name, done = []);
            }

            if (at >= _from)
            {
                done.Add((world.Now - at).TotalSeconds);
            }

            await world.Model.CompleteAsync(new ExecutionReport
            {
                TicketId = id, Attempt = 0, Replica = decision.Grant!.Replica, Outcome = ExecutionOutcome.Completed, ServiceTime = TimeSpan.FromSeconds(takes),
            });
        }
    }
}
