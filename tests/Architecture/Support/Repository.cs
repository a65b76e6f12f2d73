namespace Krewe.Architecture.Tests.Support;

/// <summary>The files of the repository, without what a build or a run leaves in it.</summary>
internal static class Repository
{
    private static readonly string[] Leftovers = [".git", ".krewe", ".vs", ".idea", "artifacts", "bin", "obj", "TestResults"];

    /// <summary>The folder of the solution.</summary>
    internal static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>All files with one of these endings, by path from the root with forward slashes, sorted.</summary>
    internal static IReadOnlyList<string> Files(params string[] endings) =>
        [.. Walk(Root)
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file, by its path from the root.</summary>
    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Whether there is such a file or folder, by its path from the root.</summary>
    internal static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Orleans.sln is in none of the folders above {start}: the tests read the sources.");
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(inner => !Leftovers.Contains(Path.GetFileName(inner)))
                .SelectMany(Walk));
}
