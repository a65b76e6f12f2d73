namespace Krewe.Commands.Application;

/// <summary>Looks again and again until something is so.</summary>
internal static class Polling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether it was so before the time was up; it is looked at once at least.</summary>
    public static async Task<bool> UntilAsync(Surroundings surroundings, TimeSpan patience, Func<Task<bool>> look, CancellationToken cancellationToken)
    {
        var start = surroundings.Time.GetTimestamp();
        while (!await look())
        {
            if (surroundings.Time.GetElapsedTime(start) >= patience)
            {
                return false;
            }

            await Task.Delay(Interval, surroundings.Time, cancellationToken);
        }

        return true;
    }
}
