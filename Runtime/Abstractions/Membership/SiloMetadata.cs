using System.Collections.Immutable;

namespace Orleans.Runtime.MembershipService.SiloMetadata;

/// <summary>What a silo says of itself (region, zone, host); fixed for its life.</summary>
[GenerateSerializer, Immutable, Alias("silo-metadata")]
public record SiloMetadata
{
    /// <summary>Nothing known.</summary>
    public static SiloMetadata Empty { get; } = new();

    /// <summary>The entries.</summary>
    [Id(0)]
    public ImmutableDictionary<string, string> Metadata { get; private set; } = ImmutableDictionary<string, string>.Empty;

    internal static SiloMetadata From(IEnumerable<KeyValuePair<string, string>> entries) => new()
    {
        Metadata = entries.ToImmutableDictionary(StringComparer.Ordinal),
    };
}
