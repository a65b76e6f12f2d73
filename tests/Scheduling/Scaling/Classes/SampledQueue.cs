namespace Krewe.Scheduling.Tests.Scaling.Classes;

/// <summary>
/// A queue as it is, request by request: several classes, the most important first, each in order of arrival; slots that execute one request or a batch, and
/// are never taken away from what they execute.
/// </summary>
internal sealed class SampledQueue
{
    private readonly Queue<double>[] _waiting;
    private readonly double[] _objectives;
    private readonly long[] _late;
    private readonly long[] _ended;

    private SampledQueue(double[] objectives) =>
        (_waiting, _objectives, _late, _ended) = ([.. objectives.Select(_ => new Queue<double>())], objectives, new long[objectives.Length], new long[objectives.Length]);

    /// <summary>Shares of late requests by class, and their mean waits.</summary>
    /// <param name="rates">Requests each second by class, arriving at random.</param>
    /// <param name="objectives">From arrival to answer, in seconds, by class.</param>
    /// <param name="slots">Executions at the same time.</param>
    /// <param name="size">Requests executed together at most.</param>
    /// <param name="takes">The time of an execution of so many.</param>
    /// <param name="requests">How many come.</param>
    /// <param name="seed">Of all randomness.</param>
    public static double[] LateShares(double[] rates, double[] objectives, int slots, int size, Func<Random, int, double> takes, int requests, int seed)
    {
        var (queue, random, all) = (new SampledQueue(objectives), new Random(seed), rates.Sum());
        var ends = new PriorityQueue<int, double>();
        var (now, free) = (0.0, slots);
        for (var arrived = 0; arrived < requests; arrived++)
        {
            now -= Math.Log(1 - random.NextDouble()) / all;
            while (ends.TryPeek(out _, out var end) && end <= now)
            {
                ends.Dequeue();
                free++;
                free -= queue.Start(end, size, batch => takes(random, batch), ends);
            }

            var draw = random.NextDouble() * all;
            var at = 0;
            while (at < rates.Length - 1 && draw >= rates[at])
            {
                draw -= rates[at++];
            }

            queue._waiting[at].Enqueue(now);
            if (free > 0)
            {
                free -= queue.Start(now, size, batch => takes(random, batch), ends);
            }
        }

        return [.. queue._late.Select((late, at) => (double)late / Math.Max(1, queue._ended[at]))];
    }

    private int Start(double now, int size, Func<int, double> takes, PriorityQueue<int, double> ends)
    {
        var batch = Math.Min(size, _waiting.Sum(line => line.Count));
        if (batch == 0)
        {
            return 0;
        }

        var end = now + takes(batch);
        for (var taken = 0; taken < batch; taken++)
        {
            var at = Array.FindIndex(_waiting, line => line.Count > 0);
            _ended[at]++;
            _late[at] += end - _waiting[at].Dequeue() > _objectives[at] ? 1 : 0;
        }

        ends.Enqueue(batch, end);
        return 1;
    }
}
