namespace Krewe.Storage.Postgres;

/// <summary>The values of what <see cref="PostgresOptions"/> leaves out.</summary>
public static class PostgresDefaults
{
    /// <summary>Groups that are committed at the same time.</summary>
    public const int Workers = 2;

    /// <summary>Operations that share one commit.</summary>
    public const int MaxBatch = 256;

    /// <summary>How long one attempt may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
}
