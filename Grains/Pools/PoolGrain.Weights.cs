using System.Collections.Immutable;
using Krewe.Grains.Pools.Planning;
using Krewe.Naming;
using Krewe.Scaling;
using Krewe.Weights;

namespace Krewe.Grains.Pools;

/// <content>Hosts are told which files of models they will need, before anything there waits for them.</content>
internal sealed partial class PoolGrain
{
    /// <summary>A host forgets what it has not been told for three times as long.</summary>
    private static readonly TimeSpan WishAgain = TimeSpan.FromSeconds(10);

    /// <summary>Finding places for replicas that are not there yet costs more than looking at migrations.</summary>
    private static readonly TimeSpan ForecastPause = TimeSpan.FromSeconds(5);

    /// <summary>A move waits so long for a host that says nothing of the files at all.</summary>
    private static readonly TimeSpan PrepareWithin = TimeSpan.FromSeconds(30);

    /// <summary>What each host was told last. A crash loses it: then all are told again.</summary>
    private readonly Dictionary<string, (string Text, DateTimeOffset At)> _wished = [];
    private readonly Dictionary<string, int> _ahead = [];
    private DateTimeOffset _aheadAt;
    private ImmutableArray<(string Host, WeightsWish Wish)> _forecastWishes = [];
    private DateTimeOffset _forecastAt;

    private async Task PreloadAsync()
    {
        if (_wished.Count == 0 && !state.State.Models.Values.Any(model => !model.Spec.Backend.Weights.IsEmpty))
        {
            return;
        }

        await AskAheadAsync();
        var now = time.GetUtcNow();
        if (now - _forecastAt >= ForecastPause)
        {
            (_forecastAt, _forecastWishes) = (now, PreloadPlanner.OfForecasts(state.State, [.. LiveHosts()], _ahead, Weights));
        }

        var wishes = PreloadPlanner.OfMoves(state.State).Concat(_forecastWishes).ToLookup(wish => wish.Host, wish => wish.Wish, StringComparer.Ordinal);
        await Task.WhenAll([.. _hosts.Keys.Select(host => WishAsync(host, [.. wishes[host]]))]);
    }

    private async Task WishAsync(string host, ImmutableArray<WeightsWish> wishes)
    {
        var now = time.GetUtcNow();
        var text = string.Join(' ', wishes.Select(wish => $"{wish.Urgency}:{wish.Weights.Digest}:{wish.Model}"));
        var told = _wished.TryGetValue(host, out var last);
        if (told ? last.Text == text && (text.Length == 0 || now - last.At < WishAgain) : text.Length == 0)
        {
            return;
        }

        try
        {
            await Host(host).PreloadAsync(Key.Pool, wishes).WaitAsync(Patience, time);
            _wished[host] = (text, now);
        }
        catch (Exception exception)
        {
            Log.NotWished(logger, host, exception);
        }
    }

    /// <summary>How many replicas models may need within a quarter of an hour, as those who decide about their number say.</summary>
    private async Task AskAheadAsync()
    {
        var now = time.GetUtcNow();
        if (now - _aheadAt < WishAgain || !state.State.Models.Values.Any(model => model.Spec is { Scaling: not null, Backend.Weights.IsEmpty: false }))
        {
            return;
        }

        _aheadAt = now;
        try
        {
            var views = await GrainFactory.GetGrain<IScalingGrain>(Key.ToString()).GetAsync().WaitAsync(QueuePatience, time);
            _ahead.Clear();
            foreach (var view in views)
            {
                _ahead[view.Model.ToString()] = view.Ahead;
            }
        }
        catch (Exception exception)
        {
            Log.AheadUnknown(logger, Key, exception);
        }
    }

    /// <summary>
    /// Whether a replica that is to start on a host may ask for its place: its files are there, or it will say itself what is wrong with them. A place that is
    /// held while files are on their way helps nobody.
    /// </summary>
    private bool IsPrepared(ModelKey model, string host, DateTimeOffset since)
    {
        if (state.State.Models.GetValueOrDefault(model.ToString())?.Spec.Backend.Weights is not { IsEmpty: false } weights || !_hosts.TryGetValue(host, out var view))
        {
            return true;
        }

        var known = weights.Select(file => view.Weights.FirstOrDefault(held => held.Digest == file.Digest)?.State).ToList();
        return known.All(file => file == WeightsState.Held)
            || known.Contains(WeightsState.Failed)
            || silos.IsGone(host)
            || (known.All(file => file is null or WeightsState.Held) && time.GetUtcNow() - since > PrepareWithin);
    }
}
