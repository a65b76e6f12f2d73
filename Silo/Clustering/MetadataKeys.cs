namespace Krewe.Silo.Clustering;

/// <summary>What a silo says of itself to the others.</summary>
internal static class MetadataKeys
{
    public const string Region = "region";
    public const string Zone = "zone";
    public const string Host = "host";
}
