namespace Krewe.Silo.Configuration;

/// <summary>A value as somebody wrote it, and where.</summary>
/// <param name="Value">The text.</param>
/// <param name="Where">Such as <c>--urls</c>, <c>KREWE_URLS</c> or <c>krewe.yaml:3</c>.</param>
internal readonly record struct SettingSource(string Value, string Where);
