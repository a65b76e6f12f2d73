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
    private readonly List<double>[] _idle = [.. models.Select(_ => new List<double>())];
    private readonly List<double>[] _starting = [.. models.Select(_ => new List<double>())];
    private readonly List<int> _waiting = [];

    public int Places { get; } = places;

    public int Starts { get; private set; }

    public int Removals { get; private set; }

    /// <summary>Replicas that were moved to make room.</summary>
    public int Moves => fleet?.Moves ?? 0;

    /// <summary>The places that are held by somebody.</summary>
    public int Held { get; private set; }

    public IReadOnlyList<double> IdleOf(int model) => _idle[model];

    public IReadOnlyList<double> StartingOf(int model) => _starting[model];

    public int WaitingOf(int model) => _waiting.Count(waiting => waiting == model);

    /// <summary>Replicas that serve, start, or wait for a place.</summary>
    public int CommittedOf(int model) => models[model].Serving + _starting[model].Count + WaitingOf(model);

    public void Begin(int model, int replicas)
    {
        for (var i = 0; i < replicas; i++)
        {
            if (!TryTake(model))
            {
                throw new ArgumentException("The replicas with which the models begin have no room.", nameof(replicas));
            }

            models[model].AddReplica();
        }
    }

    /// <summary>The next moment at which a replica begins to serve.</summary>
    public double NextReady => _starting.Min(times => times.Count == 0 ? double.PositiveInfinity : times.Min());

    /// <summary>Lets those serve that are ready.</summary>
    public void Serve(double now)
    {
        for (var model = 0; model < models.Length; model++)
        {
            for (var ready = _starting[model].RemoveAll(time => time <= now); ready > 0; ready--)
            {
                models[model].AddReplica();
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
            if (!refused.Contains(model) && TryTake(model))
            {
                _waiting.RemoveAt(i);
                StartCold(model, now);
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
            for (var freed = _idle[model].RemoveAll(since => now - since >= rules[model].IdleSeconds); freed > 0; freed--)
            {
                Held--;
                fleet?.Release(model);
            }
        }
    }

    public void Add(int model, double now)
    {
        if (_idle[model].Count > 0)
        {
            _idle[model].RemoveAt(_idle[model].Count - 1);
            _starting[model].Add(now + rules[model].WarmStartSeconds);
            Starts++;
        }
        else if (TryTake(model))
        {
            StartCold(model, now);
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

        models[model].RemoveReplica();
        _idle[model].Add(now);
        Removals++;
        return true;
    }

    /// <summary>A replica has ended with its machine: one that nobody uses, or that does not serve yet, before one that does.</summary>
    private void Lose(int model)
    {
        Held--;
        if (_idle[model].Count > 0)
        {
            _idle[model].RemoveAt(_idle[model].Count - 1);
        }
        else if (_starting[model].Count > 0)
        {
            _starting[model].RemoveAt(_starting[model].Count - 1);
        }
        else
        {
            models[model].RemoveReplica();
        }
    }

    private void StartCold(int model, double now)
    {
        Starts++;
        _starting[model].Add(now + rules[model].ColdStartSeconds);
    }

    private bool TryTake(int model)
    {
        if (Held >= Places || fleet?.TryPlace(model) == false)
        {
            return false;
        }

        Held++;
        return true;
    }
}
