namespace Krewe.Samples.Tests;

/// <summary>Where the samples and what was built of them lie.</summary>
internal static class Repository
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file below samples/.</summary>
    public static string Sample(params string[] path) => Path.Combine([Root, "samples", .. path]);

    /// <summary>A program built of a sample, in the configuration of these tests.</summary>
    public static string Built(string project, string assembly)
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Sample(project, "bin", framework.Parent!.Name, framework.Name, assembly + ".dll");
    }

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Orleans.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException($"No Orleans.sln above {AppContext.BaseDirectory}.");
    }
}
