using System.Collections.Immutable;

namespace Krewe.Scheduling.Forecasting.History;

/// <summary>The last rates of one series, one for each step of fixed length, by absolute step number. Bounded: the oldest give way.</summary>
public sealed class StepHistory
{
    private readonly ushort[] _ring;

    /// <summary>Creates an empty history.</summary>
    /// <param name="capacity">Steps kept, above 0. A step takes two bytes.</param>
    public StepHistory(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ring = new ushort[capacity];
    }

    /// <summary>Steps kept at most.</summary>
    public int Capacity => _ring.Length;

    /// <summary>The oldest step that is kept.</summary>
    public long Start { get; private set; }

    /// <summary>The first step that is not known yet.</summary>
    public long End { get; private set; }

    /// <summary>Grows with each change: what was copied under the same number is still right.</summary>
    internal long Changes { get; private set; }

    /// <summary>Steps between <see cref="Start"/> and <see cref="End"/>, those without a value included.</summary>
    public int Count => (int)(End - Start);

    /// <summary>The rate of a step; NaN where it is not known.</summary>
    public double this[long step] => step >= Start && step < End ? PackedRate.Unpack(_ring[Place(step)]) : double.NaN;

    /// <summary>Restores a history.</summary>
    /// <exception cref="ArgumentException">More values than the capacity.</exception>
    public static StepHistory Restore(StepHistoryState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Codes.IsDefault || state.Codes.Length > state.Capacity || state.Capacity < 1)
        {
            throw new ArgumentException("The state of a history holds more steps than its capacity.", nameof(state));
        }

        var history = new StepHistory(state.Capacity) { Start = state.Start, End = state.Start + state.Codes.Length };
        for (var i = 0; i < state.Codes.Length; i++)
        {
            history._ring[history.Place(state.Start + i)] = state.Codes[i];
        }

        return history;
    }

    /// <summary>Adds the rate of a step. Steps that were left out become gaps; a step before <see cref="End"/> is refused.</summary>
    /// <param name="step">The step's number.</param>
    /// <param name="rate">Its rate; NaN, negative and absurd values become gaps.</param>
    /// <returns>False when the step is older than what is kept already.</returns>
    public bool Append(long step, double rate)
    {
        if (Count == 0 || step - End >= Capacity)
        {
            Start = End = step;
        }

        if (step < End)
        {
            return false;
        }

        for (; End < step; End++)
        {
            _ring[Place(End)] = PackedRate.Missing;
        }

        _ring[Place(End++)] = PackedRate.Pack(rate);
        Changes++;
        Start = Math.Max(Start, End - Capacity);
        return true;
    }

    /// <summary>Forgets a step and all after it.</summary>
    public void Rewind(long step)
    {
        End = Math.Clamp(step, Start, End);
        Changes++;
    }

    /// <summary>The rates from <see cref="Start"/> on, oldest first; NaN for gaps.</summary>
    /// <param name="into">Takes <see cref="Count"/> values.</param>
    public void CopyTo(Span<double> into)
    {
        for (var i = 0; i < Count; i++)
        {
            into[i] = PackedRate.Unpack(_ring[Place(Start + i)]);
        }
    }

    /// <summary>What a restart needs.</summary>
    public StepHistoryState Save()
    {
        var codes = ImmutableArray.CreateBuilder<ushort>(Count);
        for (var step = Start; step < End; step++)
        {
            codes.Add(_ring[Place(step)]);
        }

        return new StepHistoryState(Capacity, Start, codes.MoveToImmutable());
    }

    /// <summary>A copy in which a stretch is not known.</summary>
    internal StepHistory Without(long from, long to)
    {
        var copy = new StepHistory(Capacity) { Start = Start, End = End };
        _ring.CopyTo(copy._ring, 0);
        for (var step = Math.Max(from, Start); step < Math.Min(to, End); step++)
        {
            copy._ring[Place(step)] = PackedRate.Missing;
        }

        return copy;
    }

    private int Place(long step) => (int)(((step % Capacity) + Capacity) % Capacity);
}
