namespace Krewe.Silo.Tests.Metrics;

/// <summary>A fact that needs a program on the path; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    /// <param name="tool">The program.</param>
    /// <param name="package">The Debian package that has it.</param>
    public ToolFactAttribute(string tool, string package)
    {
        Tool = tool;
        Package = package;
        if (Find(tool) is null)
        {
            Skip = $"{tool} is not installed (Debian package {package}).";
        }
    }

    /// <summary>The program.</summary>
    public string Tool { get; }

    /// <summary>The package.</summary>
    public string Package { get; }

    /// <summary>Where a program is; null when it is not on the path.</summary>
    public static string? Find(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, tool))
        .FirstOrDefault(File.Exists);
}
