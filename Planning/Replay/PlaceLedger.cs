using System.Collections.Immutable;
using Krewe.Planning.Fleets;
using Krewe.Planning.Replay.Queues;
using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Planning.Replay;

/// <summary>
/// Who holds which of the shared places: serving, starting, or idle after serving. An idle place is its model's own for a while, who gets
/// it back faster than anybody gets a new one. Starts that find no place wait, first come first served.
/// </summary>
internal sealed class PlaceLedger(ImmutableArray<ReplayRules> rules, int places, ModelQueue[] models, FleetPlaces? fleet)
{
    // Since when, and from when on.
    private readonly List<(double At, FleetPlace? Place)>[] _idle = [.. models.Select(_ => new List<(double, FleetPlace?)>())];
    private readonly List<(double At, FleetPlace? Place)>[] _starting = [.. models.Select(_ => new List<(double, FleetPlace?)>())];
    private readonly List<int> _waiting = [];

    public int Places { get; } = places;

    public int Starts { get; private set; }

    public int Removals { get; private set; }

    /// <summary>Replicas that were moved to make room.</summary>
    public int Moves => fleet?.Moves ?? 0;

    /// <summary>The places that are held by somebody.</summary>
    public int Held { get; private set; }

    public int IdleOf(int model) => _idle[model].Count;

    public IEnumerable<double> StartingOf(int model) => _starting[model].Select(one => one.At);

    /// <summary>How fast a model's replicas are; empty where all are as fast as its rules say.</summary>
    public ImmutableArray<PlaceSpeed> SpeedsOf(int model) => fleet?.SpeedsOf(model) ?? [];

    public int WaitingOf(int model) => _waiting.Count(waiting => waiting == model);

    /// <summary>Replicas that serve, start, or wait for a place.</summary>
    public int CommittedOf(int model) => models[model].Serving + _starting[model].Count + WaitingOf(model);

    public void Begin(int model, int replicas)
    {
        for (var i = 0; i < replicas; i++)
        {
            if (!TryTake(model, out var place))
            {
                throw new ArgumentException("The replicas with which the models begin have no room.", nameof(replicas));
            }

            models[model].AddReplica(place);
        }
    }

    /// <summary>The next moment at which a replica begins to serve.</summary>
    public double NextReady => _starting.Min(times => times.Count == 0 ? double.PositiveInfinity : times.Min(one => one.At));

    /// <summary>Lets those serve that are ready.</summary>
    public void Serve(double now)
    {
        for (var model = 0; model < models.Length; model++)
        {
            foreach (var (_, place) in Take(_starting[model], ready => ready <= now))
            {
                models[model].AddReplica(place);
            }
        }
    }

    /// <summary>Tries the waiting starts again, then frees what has been idle for long enough.</summary>
    /// <param name="now">Now.</param>
    /// <param name="later">Says what a model will need in so many seconds.</param>
    public void Check(double now, Func<int, double, LaterReplicas?> later)
    {
        fleet?.EndMoves(now);
        fleet?.Round(now, CommittedOf, later, model => rules[model].ColdStartSeconds, Lose);
        var refused = new HashSet<int>();
        for (var i = 0; i < _waiting.Count && Held < Places;)
        {
            var model = _waiting[i];
            if (!refused.Contains(model) && TryTake(model, out var place))
            {
                _waiting.RemoveAt(i);
                StartCold(model, place, now);
            }
            else
            {
                // The next one may be smaller.
                refused.Add(model);
                i++;
            }
        }

        // What is free lies in pieces: replicas are moved for the one that has waited longest, as pools do.
        if (_waiting.Count > 0 && Held < Places)
        {
            fleet?.MakeRoom(_waiting[0], now, model => rules[model].ColdStartSeconds);
        }

        for (var model = 0; model < _idle.Length; model++)
        {
            foreach (var (_, place) in Take(_idle[model], since => now - since >= rules[model].IdleSeconds))
            {
                Held--;
                if (place is not null)
                {
                    fleet!.Release(place);
                }
            }

            models[model].NoteSpeeds();
        }
    }

    public void Add(int model, double now)
    {
        if (_idle[model].Count > 0)
        {
            var (_, own) = _idle[model][^1];
            _idle[model].RemoveAt(_idle[model].Count - 1);
            _starting[model].Add((now + rules[model].WarmStartSeconds, own));
            Starts++;
        }
        else if (TryTake(model, out var place))
        {
            StartCold(model, place, now);
        }
        else
        {
            _waiting.Add(model);
        }
    }

    /// <summary>Gives one back: first one that only waits for a place, then one that serves. One that starts is let start.</summary>
    /// <returns>False when there is none to give.</returns>
    public bool Remove(int model, double now)
    {
        var last = _waiting.LastIndexOf(model);
        if (last >= 0)
        {
            _waiting.RemoveAt(last);
            return true;
        }

        if (models[model].Serving == 0)
        {
            return false;
        }

        _idle[model].Add((now, models[model].RemoveReplica()));
        Removals++;
        return true;
    }

    /// <summary>A replica has ended with its machine.</summary>
    private void Lose(FleetPlace place)
    {
        Held--;
        if (_idle[place.Model].RemoveAll(one => one.Place == place) + _starting[place.Model].RemoveAll(one => one.Place == place) == 0)
        {
            models[place.Model].RemoveReplica(place);
        }
    }

    private static List<(double At, FleetPlace? Place)> Take(List<(double At, FleetPlace? Place)> from, Predicate<double> due)
    {
        var taken = from.FindAll(one => due(one.At));
        from.RemoveAll(one => due(one.At));
        return taken;
    }

    private void StartCold(int model, FleetPlace? place, double now)
    {
        Starts++;
        _starting[model].Add((now + rules[model].ColdStartSeconds, place));
    }

    private bool TryTake(int model, out FleetPlace? place)
    {
        place = Held < Places ? fleet?.TryPlace(model) : null;
        if (Held >= Places || (fleet is not null && place is null))
        {
            return false;
        }

        Held++;
        return true;
    }
}
