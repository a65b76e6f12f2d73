namespace Krewe.Grains;

internal static class GrainStateExtensions
{
    /// <summary>
    /// Writes a new state before anybody acts on it. When the write fails the grain is deactivated, so that its memory never says
    /// anything else than the disk: the next call reads what is there.
    /// </summary>
    public static async Task SaveAsync<T>(this IGrainBase grain, IPersistentState<T> storage, T next)
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
        catch
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
