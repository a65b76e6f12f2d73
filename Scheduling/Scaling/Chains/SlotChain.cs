using System.Numerics.Tensors;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>
/// The slots of a step, one service time each: those in service leave, and those that arrived are added, n' = max(n - servers, 0) + A (Crommelin 1934). A step
/// begins in each phase of the arrivals with the share of time spent in it: bursts are short against a step.
/// </summary>
/// <param name="arrivals">How many come in a slot.</param>
/// <param name="packs">Requests that leave in a slot at most.</param>
/// <param name="slots">Slots of a step.</param>
/// <param name="states">Numbers inside that are told apart; in the last one nobody fits any more.</param>
internal sealed class SlotChain(SlotArrivals arrivals, int packs, int slots, int states)
{
    /// <summary>Below this nothing changes any more by one more slot.</summary>
    public const double Settled = 1e-9;

    // States after those in service have left, and room for those that come beyond the last.
    private readonly double[] _left = new double[Math.Max(1, states - packs)];
    private readonly double[] _padded = new double[states + arrivals.Counts.Max(counts => counts.Length)];

    /// <summary>What arrivals of a step meet on average, by the state in which it begins.</summary>
    /// <param name="value">What an arrival meets in each state.</param>
    /// <param name="turnsAway">True where those who find no room meet 1, and only they; else all who come in the last state meet what stands for it.</param>
    public double[] Met(double[] value, bool turnsAway = false)
    {
        var sum = new double[states];
        var (now, next, mixed) = (ByPhase(phase => (turnsAway ? WithTurnedAway(value, arrivals.Counts[phase]) : value).Select(one => arrivals.Weights[phase] * one)), ByPhase(), new double[states]);
        for (var slot = 0; slot < slots; slot++)
        {
            Add(now, 1.0 / slots, sum);
            for (var phase = 0; phase < arrivals.Phases; phase++)
            {
                Backward(arrivals.Counts[phase], arrivals.Phases == 1 ? now[0] : Mix(now, arrivals.Moves[phase], mixed), next[phase]);
            }

            (now, next) = (next, now);
            if (IsSettled(now, next))
            {
                Add(now, (double)(slots - slot - 1) / slots, sum);
                break;
            }
        }

        return sum;
    }

    // In a slot there is room for as many as leave: of those that come beyond it each meets 1.
    private IEnumerable<double> WithTurnedAway(double[] value, double[] counts)
    {
        var mean = counts.Select((share, count) => count * share).Sum();
        for (var state = 0; state < states; state++)
        {
            var room = states - 1 - Math.Max(0, state - packs);
            var away = mean <= 0 ? 0 : counts.Skip(room).Select((share, beyond) => beyond * share).Sum() / mean;
            yield return away + ((1 - away) * value[Math.Min(state, states - 2)]);
        }
    }

    private double[][] ByPhase(Func<int, IEnumerable<double>>? values = null) =>
        [.. Enumerable.Range(0, arrivals.Phases).Select(phase => values is null ? new double[states] : [.. values(phase)])];

    private void Add(double[][] values, double part, double[] sum)
    {
        for (var phase = 0; phase < values.Length; phase++)
        {
            for (var state = 0; state < states; state++)
            {
                sum[state] += arrivals.Shares[phase] * values[phase][state] * part;
            }
        }
    }

    // What is expected when the next slot's phase is drawn.
    private static double[] Mix(double[][] values, double[] shares, double[] into)
    {
        for (var state = 0; state < into.Length; state++)
        {
            into[state] = (shares[0] * values[0][state]) + (shares[1] * values[1][state]);
        }

        return into;
    }

    private static bool IsSettled(double[][] now, double[][] before)
    {
        for (var phase = 0; phase < now.Length; phase++)
        {
            for (var state = 0; state < now[phase].Length; state++)
            {
                if (Math.Abs(now[phase][state] - before[phase][state]) > Settled)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The expected value one slot earlier; whoever does not fit any more leaves the system full.
    private void Backward(double[] counts, double[] value, double[] into)
    {
        value.CopyTo(_padded, 0);
        _padded.AsSpan(states).Fill(value[^1]);
        var left = _left.AsSpan();
        left.Clear();
        for (var count = 0; count < counts.Length; count++)
        {
            TensorPrimitives.MultiplyAdd(_padded.AsSpan(count, left.Length), counts[count], left, left);
        }

        into.AsSpan(0, Math.Min(packs + 1, states)).Fill(left[0]);
        if (left.Length > 1)
        {
            left[1..].CopyTo(into.AsSpan(packs + 1));
        }
    }
}
