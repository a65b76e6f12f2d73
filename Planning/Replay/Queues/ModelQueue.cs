using System.Collections.Immutable;
using System.Globalization;
using Krewe.Planning.Fleets;
using Krewe.Planning.Randomness;
using Krewe.Planning.Traces;

namespace Krewe.Planning.Replay.Queues;

/// <summary>
/// The requests of one model: its router, which does one thing at a time, its queue, its replicas. Models meet only through the number of
/// their replicas, so each advances on its own from one moment of control to the next.
/// </summary>
internal sealed class ModelQueue
{
    // Beyond those of arrivals and services of any number of models that a trace has.
    private const int FirstClassStream = 1 << 24;
    private readonly ReplayRules _rules;
    private readonly TimeSampler _service;
    private readonly TimeSampler _router;
    private readonly ReplayRandom _random;
    private readonly ArrivalStream _arrivals;
    private readonly ReplayRandom? _classes;

    // The shares of the classes up to each.
    private readonly double[] _upTo;
    private readonly Ring<RouterItem> _atRouter = new();
    private readonly WaitingLine _waiting;
    private readonly QueueDoor? _door;
    private readonly UnlikeReplicas _unlike;
    private readonly UsualTimes _times;
    private readonly List<ReplayRequest> _dropped = [];
    private readonly CompletionHeap _working = new();
    private readonly List<ServingReplica> _replicas = [];
    private readonly List<int> _dealt = [];
    private readonly Stack<int> _unused = [];
    private double _routerDone = double.PositiveInfinity;

    // Whether some replicas are faster than others: then it matters which one is free.
    private bool _differ;
    private int _turn;

    public ModelQueue(ReplayRules rules, TimeSampler service, TimeSampler router, ImmutableArray<int> counts, double stepSeconds, int seed, int model)
    {
        _waiting = new WaitingLine(rules);
        (_unlike, _times) = (new UnlikeReplicas(_waiting, _replicas, _dealt), new UsualTimes(rules));
        _door = double.IsFinite(rules.LongestWait) ? new QueueDoor(rules, _waiting, _replicas, _dealt) : null;
        (_rules, _service, _router) = (rules, service, router);
        _random = new ReplayRandom(seed, (2 * model) + 1);
        _arrivals = new ArrivalStream(counts, stepSeconds, new ReplayRandom(seed, 2 * model));
        _upTo = [.. Enumerable.Range(1, rules.ClassCount).Select(count => Enumerable.Range(0, count).Sum(at => rules.ClassOf(at).Share))];
        _classes = rules.ClassCount > 1 ? new ReplayRandom(seed, FirstClassStream + model) : null;
        Tally = new ModelTally(counts.Length, stepSeconds, [.. Enumerable.Range(0, rules.ClassCount).Select(at => rules.ClassOf(at).ObjectiveSeconds)], rules.Bursts);
    }

    public ModelTally Tally { get; }

    /// <summary>Requests that a replica serves at the same time; each is a lane of its own, and all of them come and go together.</summary>
    public int Concurrency => _rules.Concurrency;

    /// <summary>Replicas that take new requests.</summary>
    public int Serving => _dealt.Count / Concurrency;

    /// <summary>Requests in the queue before the replicas.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Requests that were refused when they came, because they would have been too late.</summary>
    public long Refused => _door?.Refused ?? 0;

    /// <summary>Requests that have arrived and not left.</summary>
    public int Inside => Tally.Inside;

    /// <summary>A replica begins to serve.</summary>
    /// <param name="place">Where it is; null without a fleet.</param>
    public void AddReplica(FleetPlace? place = null)
    {
        for (var lane = 0; lane < Concurrency; lane++)
        {
            if (!_unused.TryPop(out var replica))
            {
                replica = _replicas.Count;
                _replicas.Add(new ServingReplica(replica.ToString("D6", CultureInfo.InvariantCulture), Math.Max(1, _rules.SlotsPerReplica / Concurrency)));
            }

            _dealt.Add(replica);
            _replicas[replica].Place = place;
        }

        _turn = _random.NextBelow(_dealt.Count);
        NoteSpeeds();
    }

    /// <summary>Takes a replica away; what it holds it still answers.</summary>
    /// <param name="place">Whose; null for the newest.</param>
    /// <returns>Where it was; null without a fleet.</returns>
    public FleetPlace? RemoveReplica(FleetPlace? place = null)
    {
        // Its lanes came together.
        var first = place is null ? _dealt.Count - Concurrency : _dealt.FindIndex(index => _replicas[index].Place == place);
        var removed = _replicas[_dealt[first]].Place;
        foreach (var lane in _dealt.GetRange(first, Concurrency))
        {
            _replicas[lane].IsLeaving = true;
            ForgetEmpty(lane);
        }

        _dealt.RemoveRange(first, Concurrency);
        _turn = _dealt.Count > 0 ? _random.NextBelow(_dealt.Count) : 0;
        NoteSpeeds();
        return removed;
    }

    /// <summary>Takes over how fast replicas are where they are now.</summary>
    public void NoteSpeeds()
    {
        var (slowest, fastest) = (double.PositiveInfinity, 0.0);
        foreach (var index in _dealt)
        {
            var replica = _replicas[index];
            (slowest, fastest) = (Math.Min(slowest, replica.Speed), Math.Max(fastest, replica.Speed));
            replica.Times = _times.At(replica.Speed);
        }

        _differ = slowest < fastest;
        _waiting.Least = double.IsFinite(_rules.LongestWait) && fastest > 0 ? _times.LeastAt(fastest) : TimeSpan.Zero;
        _unlike.Begin();
    }

    /// <summary>Lets everything happen that happens before a moment.</summary>
    public void Advance(double until)
    {
        Deal(Tally.Now);
        while (true)
        {
            var (arrival, step, done) = (_arrivals.Next, _arrivals.NextStep, _working.NextTime);
            var (late, patient) = (_waiting.NextDeadline, _unlike.PatientUntil);
            var next = Math.Min(Math.Min(Math.Min(arrival, step), late), Math.Min(Math.Min(done, patient), _routerDone));
            if (next >= until)
            {
                break;
            }

            if (next == step)
            {
                _arrivals.BeginStep();
            }
            else if (next == arrival)
            {
                _arrivals.Take();
                var request = new ReplayRequest(next, DrawClass());
                Tally.Arrive(next, request.Class);
                ToRouter(next, request, RouterWay.In);
            }
            else if (next == late)
            {
                _waiting.Expire(next, _dropped);
                SendTooLate(next);
            }
            else if (next == patient)
            {
                Deal(next);
            }
            else if (next == _routerDone)
            {
                LeaveRouter(next);
            }
            else
            {
                Complete(next);
            }
        }

        Tally.Now = until;
    }

    private int DrawClass()
    {
        if (_classes is null)
        {
            return 0;
        }

        var draw = _classes.NextUnit() * _upTo[^1];
        var at = 0;
        while (draw >= _upTo[at])
        {
            at++;
        }

        return at;
    }

    private void ToRouter(double now, in ReplayRequest request, RouterWay way)
    {
        if (double.IsPositiveInfinity(_routerDone))
        {
            _routerDone = now + _router.Draw(_random);
        }

        _atRouter.Add(new RouterItem(request, way));
    }

    /// <summary>Those for whom there was no replica in time: what was predicted for them is compared.</summary>
    private void SendTooLate(double now)
    {
        foreach (var request in _dropped)
        {
            _door?.Waited(now, request);
        }

        SendDropped(now);
    }

    private void SendDropped(double now)
    {
        foreach (var request in _dropped)
        {
            ToRouter(now, request, RouterWay.Dropped);
        }

        _dropped.Clear();
    }

    private void LeaveRouter(double now)
    {
        var (request, way) = _atRouter.Take();
        _routerDone = _atRouter.Count > 0 ? now + _router.Draw(_random) : double.PositiveInfinity;
        switch (way)
        {
            case RouterWay.Answered:
                Tally.Answer(now, request);
                break;
            case RouterWay.Dropped:
                Tally.Drop(now, request);
                break;
            default:
                if (_door?.Admits(now, ref request, _differ) == false)
                {
                    ToRouter(now, request, RouterWay.Dropped);
                    break;
                }

                _waiting.Add(now, request, _dropped);
                SendDropped(now);
                Deal(now);
                break;
        }
    }

    private void Deal(double now)
    {
        if (_differ)
        {
            DealUnlike(now);
            return;
        }

        while (_waiting.Count > 0)
        {
            var tried = 0;
            for (; tried < _dealt.Count; tried++)
            {
                var replica = _replicas[_dealt[_turn]];
                var index = _dealt[_turn];
                _turn = _turn + 1 == _dealt.Count ? 0 : _turn + 1;
                if (replica.Count < replica.Slots)
                {
                    var found = _waiting.TryTake(now, out var request, _dropped);
                    SendTooLate(now);
                    if (!found)
                    {
                        return;
                    }

                    Give(now, request, index);
                    break;
                }
            }

            if (tried == _dealt.Count)
            {
                return;
            }
        }
    }

    private void DealUnlike(double now)
    {
        _unlike.Begin();
        while (_unlike.TryTake(now, out var request, out var index, _dropped))
        {
            Give(now, request, index);
        }

        SendTooLate(now);
        _unlike.End(now, _dropped);
        SendDropped(now);
    }

    private void Give(double now, in ReplayRequest request, int index)
    {
        var replica = _replicas[index];
        replica.Add(request);
        if (replica.Count == 1)
        {
            _working.Push(now + Begin(now, replica), index);
        }
    }

    /// <summary>A replica begins with the first request that it holds.</summary>
    /// <returns>How long that takes, in seconds.</returns>
    private double Begin(double now, ServingReplica replica)
    {
        var seconds = _service.Draw(_random) / replica.Speed;
        Tally.BusySeconds += seconds / Concurrency;
        replica.BegunAt = now;
        _door?.Begun(now, replica);
        return seconds;
    }

    private void Complete(double now)
    {
        var index = _working.First;
        var replica = _replicas[index];
        var request = replica.Take();
        if (replica.Count > 0)
        {
            _working.ReplaceFirst(now + Begin(now, replica));
        }
        else
        {
            _working.Pop();
            ForgetEmpty(index);
        }

        ToRouter(now, request, RouterWay.Answered);
        if (_waiting.Count > 0)
        {
            Deal(now);
        }
    }

    private void ForgetEmpty(int index)
    {
        if (_replicas[index] is { IsLeaving: true, Count: 0 } replica)
        {
            replica.IsLeaving = false;
            _unused.Push(index);
        }
    }
}
