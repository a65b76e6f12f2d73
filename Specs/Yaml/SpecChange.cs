namespace Krewe.Specs.Yaml;

/// <summary>A key that two specs have different values for, in the notation of the file.</summary>
/// <param name="Key">The path of the key; of an environment variable <c>backend.environment.NAME</c>.</param>
/// <param name="Old">What it was; null for nothing.</param>
/// <param name="New">What it becomes; null for nothing.</param>
public sealed record SpecChange(string Key, string? Old, string? New);
