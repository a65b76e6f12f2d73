namespace Krewe.Planning.Replay;

/// <summary>
/// Who holds which of the shared places: serving, starting, or idle after serving. An idle place is its model's own for a while, who gets
/// it back faster than anybody gets a new one. Starts that find no place wait, first come first served.
/// </summary>
internal sealed class PlaceLedger(ReplayRules rules, int places, ModelQueue[] models)
{
    private readonly List<double>[] _idle = [.. models.Select(_ => new List<double>())];
    private readonly List<double>[] _starting = [.. models.Select(_ => new List<double>())];
    private readonly List<int> _waiting = [];

    public int Places { get; } = places;

    public int Starts { get; private set; }

    public int Removals { get; private set; }

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
            models[model].AddReplica();
            Held++;
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
    public void Check(double now)
    {
        for (var i = 0; i < _waiting.Count && Held < Places;)
        {
            var model = _waiting[i];
            _waiting.RemoveAt(i);
            StartCold(model, now);
        }

        foreach (var idle in _idle)
        {
            Held -= idle.RemoveAll(since => now - since >= rules.IdleSeconds);
        }
    }

    public void Add(int model, double now)
    {
        if (_idle[model].Count > 0)
        {
            _idle[model].RemoveAt(_idle[model].Count - 1);
            _starting[model].Add(now + rules.WarmStartSeconds);
            Starts++;
        }
        else if (Held < Places)
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

    private void StartCold(int model, double now)
    {
        Held++;
        Starts++;
        _starting[model].Add(now + rules.ColdStartSeconds);
    }
}
