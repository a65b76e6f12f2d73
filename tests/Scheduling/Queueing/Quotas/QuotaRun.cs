using Krewe.Scheduling.Queueing.Quotas;

namespace Krewe.Scheduling.Tests.Queueing.Quotas;

/// <summary>Fronts and a ledger in virtual time, with messages that take time or are lost, and ends of either side.</summary>
internal sealed class QuotaRun
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly QuotaLimits _limits;
    private readonly Random _random;
    private readonly List<Front> _fronts = [];
    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> _mail = new();
    private QuotaLedger? _ledger;
    private TimeSpan _usedUntil;
    private long _mails;
    private long _names;
    private double _ideal = double.MaxValue;
    private TimeSpan _idealAt;

    public QuotaRun(QuotaLimit limit, double[] demands, int seed)
    {
        (_limits, _random) = (new QuotaLimits { PerKey = limit }, new Random(seed));
        _ledger = new QuotaLedger(Now, null);
        _ledger.Change(_limits, Now);
        foreach (var demand in demands)
        {
            _fronts.Add(new Front($"front{_names++}", demand));
        }
    }

    public TimeSpan Now { get; private set; }

    /// <summary>Of messages, each way.</summary>
    public double LossRate { get; set; }

    /// <summary>Times at which requests were let in.</summary>
    public List<TimeSpan> Admitted { get; } = [];

    public long Refused { get; private set; }

    public long Messages { get; private set; }

    /// <summary>What one bucket would have let in that all had asked at each request.</summary>
    public long Ideal { get; private set; }

    public void SetDemand(int front, double demand) => _fronts[front].Demand = demand;

    public void KillLedger() => (_ledger, _usedUntil) = (null, Now);

    public void StartLedger()
    {
        _ledger = new QuotaLedger(Now, _usedUntil);
        _ledger.Change(_limits, Now);
    }

    /// <summary>A front's process ends, and another one comes in its place.</summary>
    public void ReplaceFront(int front) => _fronts[front] = new Front($"front{_names++}", _fronts[front].Demand);

    public void Run(TimeSpan time)
    {
        for (var end = Now + time; Now < end; Now += Step)
        {
            while (_mail.TryPeek(out _, out var due) && due.At <= Now)
            {
                _mail.Dequeue()();
            }

            foreach (var front in _fronts)
            {
                Advance(front);
            }
        }
    }

    /// <summary>By how much the busiest window is above rate times its length.</summary>
    public double Excess(double rate)
    {
        var (excess, least) = (0.0, double.PositiveInfinity);
        for (var index = 0; index < Admitted.Count; index++)
        {
            least = Math.Min(least, index - (rate * Admitted[index].TotalSeconds));
            excess = Math.Max(excess, index + 1 - (rate * Admitted[index].TotalSeconds) - least);
        }

        return excess;
    }

    private void Advance(Front front)
    {
        var pocket = front.Pocket;
        var expected = front.Demand * Step.TotalSeconds;
        for (var come = (int)expected + (_random.NextDouble() < expected - (int)expected ? 1 : 0); come > 0; come--)
        {
            pocket.Count();
            CountIdeal();
            if (pocket.Has(Now))
            {
                pocket.Spend();
                Admitted.Add(Now);
            }
            else if (pocket.IsDenied(Now, out _))
            {
                Refused++;
            }
            else
            {
                pocket.Need++;
            }
        }

        if (!front.Asking && (Now >= front.RoundAt ? !pocket.IsIdle : pocket.Need > 0))
        {
            Ask(front, Now >= front.RoundAt);
        }
    }

    private void CountIdeal()
    {
        var limit = _limits.PerKey!.Value;
        _ideal = Math.Min(limit.Capacity, _ideal + (limit.Rate * (Now - _idealAt).TotalSeconds));
        _idealAt = Now;
        if (_ideal >= 1)
        {
            (_ideal, Ideal) = (_ideal - 1, Ideal + 1);
        }
    }

    private void Ask(Front front, bool endsRound)
    {
        var (askedAt, word) = (Now, front.Pocket.Speak(Now, endsRound));
        front.RoundAt = endsRound ? Now + QuotaTimes.Round : front.RoundAt;
        front.Asking = true;
        Messages++;
        var number = ++front.Asks;
        Send(() =>
        {
            if (_ledger?.Hear(front.Name, "key", word, Now) is { } lease)
            {
                Send(() => Answer(front, number, () => front.Pocket.Hear(lease, askedAt, Now)));
            }
        });
        Post(Patience, () => Answer(front, number, () => front.Pocket.Miss(Now)));
    }

    private void Answer(Front front, long number, Action take)
    {
        if (!front.Asking || number != front.Asks || !_fronts.Contains(front))
        {
            return;
        }

        front.Asking = false;
        take();
        for (; front.Pocket.Need > 0; front.Pocket.Need--)
        {
            if (front.Pocket.Has(Now))
            {
                front.Pocket.Spend();
                Admitted.Add(Now);
            }
            else if (front.Pocket.IsDenied(Now, out _))
            {
                Refused++;
            }
            else
            {
                break; // it came after the question
            }
        }
    }

    private void Send(Action action)
    {
        if (_random.NextDouble() >= LossRate)
        {
            Post(TimeSpan.FromMilliseconds(_random.Next(0, 15)), action);
        }
    }

    private void Post(TimeSpan after, Action action) => _mail.Enqueue(action, (Now + after, ++_mails));

    private sealed class Front(string name, double demand)
    {
        public string Name => name;

        public double Demand { get; set; } = demand;

        public QuotaPocket Pocket { get; } = new();

        public TimeSpan RoundAt { get; set; }

        public bool Asking { get; set; }

        public long Asks { get; set; }
    }
}
