using System.Collections.Immutable;
using Krewe.Planning.Replay.Queues;
using Krewe.Scheduling.Scaling.Demand;

namespace Krewe.Planning.Replay;

/// <summary>What is counted of one model: by step of arrival for the result, and since the last look for the scaler.</summary>
internal sealed class ModelTally(int steps, double stepSeconds, ImmutableArray<double> objectiveSeconds, BurstMeter? before)
{
    private readonly int[] _arrived = new int[steps];
    private readonly int[] _violated = new int[steps];
    private readonly ClassTally[] _classes = [.. objectiveSeconds.Select(_ => new ClassTally())];
    private readonly BurstMeter _bursts = before is null ? new BurstMeter() : new BurstMeter(before);
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

    /// <summary>How arrivals gather, as measured so far.</summary>
    public ArrivalBursts Bursts => _bursts.Bursts;

    /// <summary>Latencies by bucket of a fortieth of the objective; the last holds all beyond eight objectives.</summary>
    public long[] Latencies { get; } = new long[321];

    /// <summary>The counts of each class; one where all requests are alike.</summary>
    public ReadOnlySpan<ClassTally> Classes => _classes;

    public void Arrive(double now, int of)
    {
        Inside++;
        ArrivedInAll++;
        _classes[of].Arrived++;
        _timeInside -= now;
        _arrived[StepOf(now)]++;
        _bursts.Arrive(now);
    }

    public void Answer(double now, in ReplayRequest request)
    {
        var (latency, objective) = (Leave(now, request), objectiveSeconds[request.Class]);
        Latencies[(int)Math.Min(320, 40 * latency / objective)]++;
        if (latency > objective)
        {
            CountLate(request);
        }
    }

    public void Drop(double now, in ReplayRequest request)
    {
        Leave(now, request);
        Dropped++;
        CountLate(request);
    }

    /// <summary>What never came out violates the objective too.</summary>
    public void CountInside(int step, int requests) => _violated[step] += requests;

    private void CountLate(in ReplayRequest request)
    {
        Late++;
        _classes[request.Class].Late++;
        _violated[StepOf(request.Arrived)]++;
    }

    private double Leave(double now, in ReplayRequest request)
    {
        Inside--;
        Answered++;
        _classes[request.Class].Answered++;
        _timeInside += now;
        LatencySum += now - request.Arrived;
        return now - request.Arrived;
    }

    private int StepOf(double time) => Math.Min((int)(time / stepSeconds), _arrived.Length - 1);
}
