using System.Collections.Immutable;
using Krewe.Planning.Randomness;

namespace Krewe.Planning.Traces;

/// <summary>
/// The arrivals of one model: in each step exactly as many as the trace says, one at its beginning and then with exponential gaps of
/// the mean step / count. What spills over the step's end still arrives, between those of the next.
/// </summary>
internal sealed class ArrivalStream(ImmutableArray<int> counts, double stepSeconds, ReplayRandom random)
{
    private double[] _times = [];
    private double[] _spare = [];
    private int _count;
    private int _at;
    private int _step;

    /// <summary>The next arrival; infinite when there is none before the next step begins.</summary>
    public double Next => _at < _count ? _times[_at] : double.PositiveInfinity;

    /// <summary>The beginning of the next step, infinite after the last.</summary>
    public double NextStep => _step < counts.Length ? _step * stepSeconds : double.PositiveInfinity;

    public void Take() => _at++;

    /// <summary>Draws the arrivals of the next step and merges them with what is left.</summary>
    public void BeginStep()
    {
        var added = counts[_step];
        var total = _count - _at + added;
        if (_spare.Length < total)
        {
            _spare = new double[total];
        }

        var (time, gap) = (_step * stepSeconds, added > 0 ? stepSeconds / added : 0);
        var at = 0;
        for (var i = 0; i < added; i++)
        {
            while (_at < _count && _times[_at] <= time)
            {
                _spare[at++] = _times[_at++];
            }

            _spare[at++] = time;
            time += gap * random.NextExponential();
        }

        while (_at < _count)
        {
            _spare[at++] = _times[_at++];
        }

        (_times, _spare, _count, _at) = (_spare, _times, total, 0);
        _step++;
    }
}
