using Orleans.Storage;

namespace Krewe.Grains;

internal static class GrainStateExtensions
{
    /// <summary>
    /// Writes a new state before anybody acts on it. When the write fails, the state is read again, so that memory never says anything
    /// else than the disk; where it cannot be read either, or somebody else has written it, the activation ends and the next one reads it.
    /// </summary>
    /// <param name="grain">The grain.</param>
    /// <param name="storage">Its state.</param>
    /// <param name="next">The new state.</param>
    /// <param name="ending">Lets go of calls that wait: an activation ends, and answers nobody, only when none runs any more.</param>
    public static async Task SaveAsync<T>(this IGrainBase grain, IPersistentState<T> storage, T next, Action? ending = null)
        where T : class
    {
        if (ReferenceEquals(storage.State, next))
        {
            return;
        }

        storage.State = next;
        try
        {
            await storage.WriteStateAsync();
        }
        catch (Exception exception)
        {
            if (exception is InconsistentStateException || !await TryReadAsync(storage))
            {
                grain.DeactivateOnIdle();
                ending?.Invoke();
            }

            throw;
        }
    }

    private static async Task<bool> TryReadAsync<T>(IPersistentState<T> storage)
    {
        try
        {
            await storage.ReadStateAsync();
            return true;
        }
        catch (Exception)
        {
            return false; // what was wrong with the write is thrown
        }
    }
}
