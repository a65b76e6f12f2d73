namespace Krewe.Specs.Yaml;

/// <summary>How much a file of specs may hold. Far above any real file, far below what would exhaust the reader.</summary>
public static class SpecLimits
{
    /// <summary>The most characters of a file.</summary>
    public const int MaxCharacters = 1 << 20;

    /// <summary>The deepest nesting of mappings and lists.</summary>
    public const int MaxDepth = 16;

    /// <summary>The most values of a file; one that an alias repeats counts each time, with all that it holds.</summary>
    public const int MaxNodes = 20_000;

    /// <summary>The most documents of a file.</summary>
    public const int MaxDocuments = 1_000;
}
