using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>
/// What the slots of a step (<see cref="SlotChain"/>) make of all cells of a <see cref="QueueChain"/> at once. The distributions lie side by side, those of one state together, so that
/// one instruction does four of them, in the same order and with the same result whatever the processor can.
/// </summary>
internal sealed class CellSpread
{
    // Distributions of one state, by fours.
    private const int Fours = QueueChain.Cells / 4;
    private readonly SlotArrivals _arrivals;
    private readonly int _packs;
    private readonly int _states;
    private readonly Vector256<double>[] _left;
    private Vector256<double>[][] _now;
    private Vector256<double>[][] _next;

    /// <summary>Makes room.</summary>
    /// <param name="arrivals">How many come in a slot.</param>
    /// <param name="packs">Requests that leave in a slot at most.</param>
    /// <param name="states">Numbers inside that are told apart; in the last one nobody fits any more.</param>
    public CellSpread(SlotArrivals arrivals, int packs, int states)
    {
        (_arrivals, _packs, _states) = (arrivals, packs, states);
        _left = new Vector256<double>[Math.Max(1, states - packs) * Fours];
        (_now, _next) = (Blocks(), Blocks());

        Vector256<double>[][] Blocks() => [.. Enumerable.Range(0, arrivals.Phases).Select(_ => new Vector256<double>[states * Fours])];
    }

    /// <summary>Sets the share of a state in the distribution that is to become that of a cell.</summary>
    public void Begin(int state, int cell, double share)
    {
        for (var phase = 0; phase < _arrivals.Phases; phase++)
        {
            var shares = MemoryMarshal.Cast<Vector256<double>, double>(_now[phase].AsSpan());
            shares[(state * QueueChain.Cells) + cell] = _arrivals.Shares[phase] * share;
        }
    }

    /// <summary>Goes on by some slots.</summary>
    public void Advance(int slots)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            for (var phase = 0; phase < _arrivals.Phases; phase++)
            {
                Leave(_now[phase]);
                Arrive(_arrivals.Counts[phase], _next[phase]);
            }

            Move();
            (_now, _next) = (_next, _now);
            if (IsSettled())
            {
                return;
            }
        }
    }

    /// <summary>Adds the distribution of each cell, state by state.</summary>
    /// <param name="cellOf">The cell in which a state is.</param>
    /// <param name="into">The distributions over the cells, one after the other.</param>
    public void Sum(ReadOnlySpan<int> cellOf, Span<double> into)
    {
        for (var state = 0; state < _states; state++)
        {
            for (var cell = 0; cell < QueueChain.Cells; cell++)
            {
                var share = 0.0;
                foreach (var block in _now)
                {
                    share += block[(state * Fours) + (cell / 4)][cell % 4];
                }

                into[(cell * QueueChain.Cells) + cellOf[state]] += share;
            }
        }
    }

    private void Leave(Vector256<double>[] shares)
    {
        var served = Math.Min(_packs + 1, _states) * Fours;
        for (var four = 0; four < Fours; four++)
        {
            var none = Vector256<double>.Zero;
            for (var at = four; at < served; at += Fours)
            {
                none += shares[at];
            }

            _left[four] = none;
        }

        shares.AsSpan(served).CopyTo(_left.AsSpan(Math.Min(Fours, _left.Length)));
    }

    private void Arrive(double[] counts, Vector256<double>[] into)
    {
        var lefts = _left.Length / Fours;
        into.AsSpan().Clear();
        for (var state = 0; state < lefts + counts.Length - 1; state++)
        {
            var (first, last) = (Math.Max(0, state - lefts + 1), Math.Min(counts.Length - 1, state));
            var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (var count = first; count <= last; count++)
            {
                var from = _left.AsSpan((state - count) * Fours, Fours);
                var share = Vector256.Create(counts[count]);
                a = Vector256.FusedMultiplyAdd(share, from[0], a);
                b = Vector256.FusedMultiplyAdd(share, from[1], b);
                c = Vector256.FusedMultiplyAdd(share, from[2], c);
                d = Vector256.FusedMultiplyAdd(share, from[3], d);
            }

            // Whoever does not fit any more leaves the system full.
            var to = into.AsSpan(Math.Min(state, _states - 1) * Fours, Fours);
            to[0] += a;
            to[1] += b;
            to[2] += c;
            to[3] += d;
        }
    }

    private void Move()
    {
        if (_arrivals.Phases == 1)
        {
            return;
        }

        var (moves, usual, burst) = (_arrivals.Moves, _next[0], _next[1]);
        for (var at = 0; at < usual.Length; at++)
        {
            (usual[at], burst[at]) = ((usual[at] * moves[0][0]) + (burst[at] * moves[1][0]), (usual[at] * moves[0][1]) + (burst[at] * moves[1][1]));
        }
    }

    private bool IsSettled()
    {
        var limit = Vector256.Create(SlotChain.Settled);
        for (var phase = 0; phase < _now.Length; phase++)
        {
            for (var at = 0; at < _now[phase].Length; at++)
            {
                if (Vector256.GreaterThanAny(Vector256.Abs(_now[phase][at] - _next[phase][at]), limit))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
