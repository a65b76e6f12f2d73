namespace Krewe.Grains.Rounds;

/// <summary>
/// The calls of one round: many at a time, and who fails is counted and hinders nobody else. Made by who is no grain, so calls end on any thread.
/// </summary>
internal sealed class RoundCalls
{
    // Calls that are under way at a time.
    private const int Together = 256;

    private Exception? _first;
    private int _failed;

    /// <summary>How many failed.</summary>
    public int Failed => _failed;

    /// <summary>Why one of the first that failed did. Null when none did.</summary>
    public Exception? First => _first;

    /// <summary>Makes a call for each. Completes when all have ended; throws nothing that a call throws.</summary>
    public async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> call)
    {
        foreach (var part in items.Chunk(Together))
        {
            await Task.WhenAll(part.Select(async item =>
            {
                try
                {
                    await call(item);
                }
                catch (Exception exception)
                {
                    Interlocked.Increment(ref _failed);
                    Interlocked.CompareExchange(ref _first, exception, null);
                }
            }));
        }
    }
}
