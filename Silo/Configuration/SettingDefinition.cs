namespace Krewe.Silo.Configuration;

/// <summary>One setting: its key in each source, what it means and what is valid.</summary>
/// <param name="Key">The key in the YAML file, such as <c>admin_urls</c>; <c>--admin-urls</c> and <c>KREWE_ADMIN_URLS</c> follow from it.</param>
/// <param name="Placeholder">What stands for the value in the help; empty for a switch.</param>
/// <param name="Default">The default in words.</param>
/// <param name="Help">What it means.</param>
/// <param name="Valid">What is valid, in words.</param>
public sealed record SettingDefinition(string Key, string Placeholder, string Default, string Help, string Valid)
{
    /// <summary>Whether its value is never printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether its value is a path, which in a file is relative to that file.</summary>
    public bool IsPath { get; init; }

    /// <summary>A variable that many programs know and that counts when nothing of Krewe's own says otherwise; null for none.</summary>
    public string? CommonVariable { get; init; }

    /// <summary>The command line's option.</summary>
    public string Option => "--" + Key.Replace('_', '-');

    /// <summary>The environment's variable.</summary>
    public string Variable => "KREWE_" + Key.ToUpperInvariant();
}
