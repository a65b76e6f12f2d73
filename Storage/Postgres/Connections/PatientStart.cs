namespace Krewe.Storage.Postgres.Connections;

/// <summary>A silo that starts waits for PostgreSQL for a while: both may have been started together, or the machine be busy.</summary>
internal static class PatientStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Opens, again and again while PostgreSQL does not answer. Each attempt waits for it by itself.</summary>
    public static async Task RunAsync(Func<Task> open, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await open().ConfigureAwait(false);
                return;
            }
            catch (StorageException exception) when (exception.Code == StorageCodes.DatabaseUnavailable && time.GetElapsedTime(began) < Patience)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
