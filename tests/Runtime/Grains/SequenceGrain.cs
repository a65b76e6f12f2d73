using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.sequence")]
public sealed class SequenceGrain(EventLog log, TimeProvider time) : Grain, ISequenceGrain
{
    public async IAsyncEnumerable<int> Count(int limit, TimeSpan pause, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        log.Add("begun");
        try
        {
            for (var number = 0; number < limit; number++)
            {
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, time, cancellationToken);
                }

                yield return number;
            }
        }
        finally
        {
            log.Add(cancellationToken.IsCancellationRequested ? "cancelled" : "ended");
        }
    }

    public async IAsyncEnumerable<string> FailAfter(int count)
    {
        for (var number = 0; number < count; number++)
        {
            yield return $"item {number}";
        }

        await Task.Yield();
        throw new ArgumentException("no more");
    }

    public async IAsyncEnumerable<List<int>> Growing(int count)
    {
        var list = new List<int>();
        for (var number = 0; number < count; number++)
        {
            list.Add(number);
            yield return list;
            await Task.Yield();
        }
    }

    public async IAsyncEnumerable<string?> Context(int count, TimeSpan pause)
    {
        for (var number = 0; number < count; number++)
        {
            await Task.Delay(pause, time);
            yield return RequestContext.Get("test") as string;
        }
    }

    public Task<int> Activation() => Task.FromResult(log.Events.Count);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
