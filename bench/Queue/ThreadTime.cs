using System.Runtime.InteropServices;

namespace Krewe.Bench.Queue;

/// <summary>What the calling thread has had of a core: on a machine with other work the wall clock says what the others did.</summary>
internal static partial class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID of Linux.
    private const int ThreadClock = 3;

    public static double Seconds => Read(ThreadClock, out var time) == 0
        ? time.Seconds + (time.Nanoseconds * 1e-9)
        : throw new PlatformNotSupportedException("The CPU time of a thread cannot be read here.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
