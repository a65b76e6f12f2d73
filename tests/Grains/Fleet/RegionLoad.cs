using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Replicas;

namespace Krewe.Grains.Tests.Fleet;

/// <summary>
/// Requests of one model, ten each second, as a front sends them: it learns once a second where they go, draws by the share, and asks the next region
/// when the first one's queue refuses. And it watches that no fewer replicas are ready than the model is to have.
/// </summary>
internal sealed class RegionLoad(World world, ModelKey home, int wanted)
{
    private readonly List<string> _failures = [];
    private ModelRoute _route = new() { Home = home };
    private DateTimeOffset _learnedAt;
    private bool _stopped;
    private int _sent;

    /// <summary>The shares of requests for home that the front was told.</summary>
    public HashSet<int> SharesSeen { get; } = [];

    public void Stop() => _stopped = true;

    public void Check()
    {
        Assert.True(_failures.Count == 0, $"{_failures.Count} of {_sent}: {string.Join("; ", _failures.Take(5))}");
        Assert.True(_sent > 100, $"only {_sent} requests");
    }

    public async Task RunAsync()
    {
        // A start takes a while, and what stops is at work.
        (world.Backends.Script.ReadyAfter, world.Backends.Script.InferTakes) = (TimeSpan.FromSeconds(12), TimeSpan.FromMilliseconds(250));
        while (!_stopped)
        {
            await LearnAsync();
            _ = _sent++ % 5 == 0 ? WatchAsync() : Task.CompletedTask;
            _ = SendAsync(_sent);
            await world.Delay(0.1);
        }

        await world.Delay(1); // those that are on their way
    }

    private async Task LearnAsync()
    {
        if (world.Now - _learnedAt < TimeSpan.FromSeconds(1))
        {
            return;
        }

        _learnedAt = world.Now;
        try
        {
            _route = (await world.Fleet.GetRoutesAsync(FrontRegionReport.None)).Routes.SingleOrDefault(route => route.Home == home) ?? _route;
            SharesSeen.Add(_route.HomeThousandths);
        }
        catch (Exception)
        {
            // The fleet is just made anew: what was known goes on.
        }
    }

    private async Task SendAsync(int number)
    {
        var (draw, route, why) = (number * 619 % 1_000, _route, "no region has it");
        ModelKey[] keys = draw < route.HomeThousandths ? [route.Home, .. route.Elsewhere] : [.. route.Elsewhere, route.Home];
        foreach (var key in keys)
        {
            var queue = world.Silo.Grains.GetGrain<IModelGrain>(key.ToString());
            var decision = await queue.SubmitAsync(Samples.Ticket($"r{number}"), CancellationToken.None);
            if (decision.Verdict != TicketVerdict.Granted)
            {
                why = $"{key}: {decision.Verdict} {decision.Problem}";
                continue;
            }

            var result = await world.ExecuteAsync(decision.Grant!);
            await queue.CompleteAsync(new ExecutionReport
            {
                TicketId = decision.Grant!.TicketId, Attempt = decision.Grant.Attempt, Replica = decision.Grant.Replica, Outcome = result.Outcome, ServiceTime = TimeSpan.FromMilliseconds(10),
            });
            if (result.Outcome == ExecutionOutcome.Completed)
            {
                return;
            }

            why = $"{key}: {result.Outcome} {result.Problem}";
        }

        _failures.Add($"{world.Now:T} request {number}, share {route.HomeThousandths}: {why}");
    }

    /// <summary>Its own region is looked at before and after: a replica that is ready there in between counts once.</summary>
    private async Task WatchAsync()
    {
#if ORLEANS
        _ = wanted;
        await Task.CompletedTask; // two looks are never at one moment there
#else
        var ready = await ReadyAsync(home.Region) + await ReadyAsync("us");
        if (ready < wanted && await ReadyAsync(home.Region) + await ReadyAsync("us") < wanted)
        {
            _failures.Add($"{world.Now:T} {ready} replicas are ready");
        }
#endif
    }

    /// <summary>As the queue knows it: a pool that is made anew has yet to learn.</summary>
    private async Task<int> ReadyAsync(string region) =>
        (await world.Silo.Grains.GetGrain<IModelGrain>((home with { Region = region }).ToString()).GetAsync())?.ReadyReplicas ?? 0;
}
