namespace Krewe.Storage;

/// <summary>The stable codes of what can go wrong with what is stored.</summary>
public static class StorageCodes
{
    /// <summary>The state on disk was written by a newer version.</summary>
    public const string SchemaNewer = "KRW6001";

    /// <summary>Another silo uses the data directory.</summary>
    public const string DataDirectoryInUse = "KRW6002";

    /// <summary>The data directory cannot be used.</summary>
    public const string DataDirectoryUnusable = "KRW6003";

    /// <summary>The state could not be read or written.</summary>
    public const string StorageFailed = "KRW6004";

    /// <summary>The database does not answer; what was asked was not done.</summary>
    public const string DatabaseUnavailable = "KRW6005";

    /// <summary>The database went away amid a write; whether it was done is not known.</summary>
    public const string WriteOutcomeUnknown = "KRW6006";

    /// <summary>The database lacks Krewe's schema, or has an older one.</summary>
    public const string SchemaMissing = "KRW6007";

    /// <summary>A grain was to be registered on a silo that is not active.</summary>
    public const string OwnerNotActive = "KRW6008";

    /// <summary>The event log holds as many events as it may, and its consumers have not acknowledged them.</summary>
    public const string EventLogFull = "KRW6009";

    /// <summary>The consumer group was never added to the event log.</summary>
    public const string EventGroupUnknown = "KRW6010";

    /// <summary>The silo that writes is dead in the membership table.</summary>
    public const string WriterDead = "KRW6011";
}
