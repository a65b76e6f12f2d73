using Orleans.Runtime;

namespace Krewe.Silo.Front;

/// <summary>Failures of the cluster and not of the request: a silo has gone or does not answer, a grain has no place yet, its state cannot be read.</summary>
internal static class Unreachable
{
    /// <summary>How long to wait before the next try; deaths are found out within seconds.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether it is worth asking again: on another silo, or a moment later, the grain is there.</summary>
    public static bool Is(Exception exception) => exception is OrleansException or TimeoutException;
}
