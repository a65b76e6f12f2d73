namespace Krewe.Specs;

/// <summary>A file that a model server needs: where it can be had, and what it must be. Fetched to the host before the server starts.</summary>
[GenerateSerializer, Immutable, Alias("krewe.WeightsSpec")]
public sealed record WeightsSpec
{
    /// <summary>Where it can be had: an absolute path on the host, or an address of scheme <c>file</c>, <c>http</c> or <c>https</c>.</summary>
    [Id(0)]
    public required string Source { get; init; }

    /// <summary>What it must be: <c>sha256:</c> and 64 of <c>0-9 a-f</c>.</summary>
    [Id(1)]
    public required string Digest { get; init; }

    /// <summary>What the model server finds it as, in the directory <c>{weights}</c>.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>Its length in bytes, at least 1; null when the spec does not say it: the source tells.</summary>
    [Id(3)]
    public long? Bytes { get; init; }
}
