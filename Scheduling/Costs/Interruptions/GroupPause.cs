namespace Krewe.Scheduling.Costs.Interruptions;

/// <summary>How long nothing is bought in a group: longer each time, up to 16 times; a group that has been left alone for as long again begins anew.</summary>
/// <param name="Until">When something is bought again.</param>
/// <param name="Length">How long it is this time.</param>
public sealed record GroupPause(DateTimeOffset Until, TimeSpan Length)
{
    private const int MostTimes = 16;

    /// <summary>The pause after a machine was taken back or could not be had.</summary>
    /// <param name="before">The one before; null for none.</param>
    /// <param name="now">Now.</param>
    /// <param name="first">How long the first one is, above 0.</param>
    public static GroupPause After(GroupPause? before, DateTimeOffset now, TimeSpan first)
    {
        var again = before is not null && now < before.Until + before.Length;

        // Several machines that are lost together are one event.
        if (again && now < before!.Until)
        {
            return before;
        }

        var length = again ? TimeSpan.FromTicks(Math.Min(before!.Length.Ticks * 2, first.Ticks * MostTimes)) : first;
        return new GroupPause(now + length, length);
    }

    /// <summary>Whether it goes on.</summary>
    /// <param name="now">Now.</param>
    public bool Holds(DateTimeOffset now) => now < Until;
}
