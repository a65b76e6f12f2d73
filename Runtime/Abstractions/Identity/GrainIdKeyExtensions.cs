using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The text forms of keys: GUIDs as 32 hexadecimal digits, integers as hexadecimal, <c>+</c> before an extension.</summary>
public static class GrainIdKeyExtensions
{
    /// <summary>The key for a GUID.</summary>
    /// <param name="key">The GUID.</param>
    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    /// <summary>The key for a GUID with an extension.</summary>
    /// <param name="key">The GUID.</param>
    /// <param name="keyExtension">The extension.</param>
    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) => IdSpan.Create(Compound(key.ToString("N"), keyExtension));

    /// <summary>The key for an integer.</summary>
    /// <param name="key">The integer.</param>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    /// <summary>The key for an integer with an extension.</summary>
    /// <param name="key">The integer.</param>
    /// <param name="keyExtension">The extension.</param>
    public static IdSpan CreateIntegerKey(long key, string? keyExtension) =>
        IdSpan.Create(Compound(key.ToString("X", CultureInfo.InvariantCulture), keyExtension));

    /// <summary>The GUID that the key is.</summary>
    /// <param name="grainId">The grain.</param>
    /// <exception cref="ArgumentException">The key is no GUID.</exception>
    public static Guid GetGuidKey(this GrainId grainId) => GetGuidKey(grainId, out _);

    /// <summary>The GUID that the key is, and its extension.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="keyExt">The extension, or null.</param>
    /// <exception cref="ArgumentException">The key is no GUID.</exception>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) => TryGetGuidKey(grainId, out var key, out keyExt)
        ? key
        : throw new ArgumentException($"The key of {grainId} is no GUID.", nameof(grainId));

    /// <summary>The integer that the key is.</summary>
    /// <param name="grainId">The grain.</param>
    /// <exception cref="ArgumentException">The key is no integer.</exception>
    public static long GetIntegerKey(this GrainId grainId) => GetIntegerKey(grainId, out _);

    /// <summary>The integer that the key is, and its extension.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="keyExt">The extension, or null.</param>
    /// <exception cref="ArgumentException">The key is no integer.</exception>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) => TryGetIntegerKey(grainId, out var key, out keyExt)
        ? key
        : throw new ArgumentException($"The key of {grainId} is no integer.", nameof(grainId));

    /// <summary>Reads the key as a GUID. False when it is none.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="key">The GUID.</param>
    /// <param name="keyExt">The extension, or null.</param>
    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var (text, extension) = Divide(grainId);
        keyExt = extension;
        return Guid.TryParseExact(text, "N", out key);
    }

    /// <summary>Reads the key as an integer. False when it is none.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="key">The integer.</param>
    /// <param name="keyExt">The extension, or null.</param>
    public static bool TryGetIntegerKey(this GrainId grainId, [NotNullWhen(true)] out long key, out string? keyExt)
    {
        var (text, extension) = Divide(grainId);
        keyExt = extension;
        return long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);
    }

    private static string Compound(string key, string? extension) => string.IsNullOrEmpty(extension) ? key : $"{key}+{extension}";

    private static (string Key, string? Extension) Divide(GrainId grainId)
    {
        var text = grainId.Key.ToString();
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (text, null) : (text[..plus], text[(plus + 1)..]);
    }
}
