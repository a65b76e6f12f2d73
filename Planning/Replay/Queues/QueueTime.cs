namespace Krewe.Planning.Replay.Queues;

/// <summary>Seconds of a replay as instants, which the code of the cluster's queue takes.</summary>
internal static class QueueTime
{
    public static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddTicks(Ticks(seconds));

    public static TimeSpan Span(double seconds) => TimeSpan.FromTicks(Ticks(seconds));

    public static double SecondsOf(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    private static long Ticks(double seconds) => (long)Math.Round(seconds * TimeSpan.TicksPerSecond);
}
