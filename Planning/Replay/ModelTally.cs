namespace Krewe.Planning.Replay;

/// <summary>What is counted of one model: by step of arrival for the result, and since the last look for the scaler.</summary>
internal sealed class ModelTally(int steps, double stepSeconds, double objectiveSeconds)
{
    /// <summary>Added to the arrival of a dropped request on its way out; later than any trace ends.</summary>
    public const double DroppedMark = 1e12;

    private readonly int[] _arrived = new int[steps];
    private readonly int[] _violated = new int[steps];
    private double _timeInside;

    public double Now { get; set; }

    public int Inside { get; private set; }

    public long Dropped { get; private set; }

    public long Late { get; private set; }

    public double BusySeconds { get; set; }

    public long ArrivedInAll { get; private set; }

    public long Answered { get; private set; }

    public double LatencySum { get; private set; }

    /// <summary>The mean number of requests inside so far, times seconds.</summary>
    public double InsideSeconds => _timeInside + (Inside * Now);

    public ReadOnlySpan<int> Arrived => _arrived;

    public ReadOnlySpan<int> Violated => _violated;

    /// <summary>Latencies by bucket of a fortieth of the objective; the last holds all beyond eight objectives.</summary>
    public long[] Latencies { get; } = new long[321];

    public void Arrive(double now)
    {
        Inside++;
        ArrivedInAll++;
        _timeInside -= now;
        _arrived[StepOf(now)]++;
    }

    public void Answer(double now, double arrived)
    {
        var latency = Leave(now, arrived);
        Latencies[(int)Math.Min(320, 40 * latency / objectiveSeconds)]++;
        if (latency > objectiveSeconds)
        {
            Late++;
            _violated[StepOf(arrived)]++;
        }
    }

    public void Drop(double now, double arrived)
    {
        Leave(now, arrived);
        Dropped++;
        Late++;
        _violated[StepOf(arrived)]++;
    }

    /// <summary>What never came out violates the objective too.</summary>
    public void CountInside(int step, int requests) => _violated[step] += requests;

    private double Leave(double now, double arrived)
    {
        Inside--;
        Answered++;
        _timeInside += now;
        LatencySum += now - arrived;
        return now - arrived;
    }

    private int StepOf(double time) => Math.Min((int)(time / stepSeconds), _arrived.Length - 1);
}
