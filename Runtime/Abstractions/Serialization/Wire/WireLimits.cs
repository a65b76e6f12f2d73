namespace Krewe.Runtime.Serialization;

/// <summary>Bounds that hold for writing, reading and copying alike.</summary>
public static class WireLimits
{
    /// <summary>The deepest nesting of objects, sequences and typed values: 128. Deeper values are refused, cycles with them.</summary>
    public const int MaxDepth = 128;

    /// <summary>The longest type name, in bytes of UTF-8.</summary>
    public const int MaxTypeNameLength = 1024;

    /// <summary>The deepest nesting of type arguments in a type name.</summary>
    public const int MaxTypeNameDepth = 8;

    /// <summary>How many elements are reserved before they have been read; collections beyond it grow as elements arrive.</summary>
    internal const int MaxReserved = 1024;
}
