namespace Krewe.Storage;

/// <summary>The stable codes of what can go wrong with the state on disk.</summary>
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
}
