using Krewe.Specs;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Turns the request parameters <c>priority</c>, <c>class</c> and <c>timeout</c> into what they mean.</summary>
internal static class ServiceClassParameter
{
    /// <summary>Microseconds of the longest timeout: every JSON number up to 2^53 is exact everywhere.</summary>
    internal const long MaxTimeoutMicroseconds = 1L << 53;

    /// <summary>Triton's order: 1 is highest; 0 means the default. Not the order of Kubernetes' objectives, where more is higher.</summary>
    /// <returns>Null for the default.</returns>
    internal static ServiceClass? FromPriority(long priority)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(priority);
        return priority switch
        {
            0 => null,
            1 => ServiceClass.Critical,
            2 => ServiceClass.Standard,
            _ => ServiceClass.Batch,
        };
    }

    /// <returns>False when the name is none of critical, standard and batch.</returns>
    internal static bool TryParse(string name, out ServiceClass value)
    {
        (var known, value) = name switch
        {
            "critical" => (true, ServiceClass.Critical),
            "standard" => (true, ServiceClass.Standard),
            "batch" => (true, ServiceClass.Batch),
            _ => (false, default),
        };
        return known;
    }

    /// <returns>False when the two contradict each other. A priority of 0 contradicts nothing.</returns>
    internal static bool TryCombine(ServiceClass? byPriority, ServiceClass? byName, out ServiceClass? value)
    {
        value = byName ?? byPriority;
        return byName is null || byPriority is null || byName == byPriority;
    }

    /// <returns>False outside of 0 to 2^53; null for 0, which means the default.</returns>
    internal static bool TryTimeout(long microseconds, out TimeSpan? value)
    {
        var valid = microseconds is >= 0 and <= MaxTimeoutMicroseconds;
        value = valid && microseconds > 0 ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond) : null;
        return valid;
    }
}
