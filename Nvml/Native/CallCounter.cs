namespace Krewe.Nvml.Native;

/// <summary>What the calls of one function cost. Added to by any thread.</summary>
internal struct CallCounter
{
    internal long Calls;
    internal long Failures;
    internal long Ticks;
    internal long MaxTicks;
    internal int LastCode;

    internal void Add(NvmlReturn code, long ticks)
    {
        Interlocked.Increment(ref Calls);
        Interlocked.Add(ref Ticks, ticks);
        if (code != NvmlReturn.Success)
        {
            Interlocked.Increment(ref Failures);
        }

        LastCode = (int)code;
        var max = Volatile.Read(ref MaxTicks);
        while (ticks > max)
        {
            var seen = Interlocked.CompareExchange(ref MaxTicks, ticks, max);
            if (seen == max)
            {
                break;
            }

            max = seen;
        }
    }
}
