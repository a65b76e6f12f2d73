namespace Krewe.Testing.Processes;

/// <summary>Where things lie in the repository that the running assembly was built from.</summary>
public static class Repository
{
    /// <summary>The folder with Orleans.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as the running assembly was built.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The built assembly of a program.</summary>
    /// <param name="folder">The project's folder, such as <c>Silo</c>.</param>
    /// <param name="assembly">The assembly's name without its ending.</param>
    public static string Program(string folder, string assembly)
    {
        var file = Path.Combine(Root, folder, "bin", Configuration, "net10.0", assembly + ".dll");
        return File.Exists(file) ? file : throw new FileNotFoundException($"{assembly} is not built in configuration {Configuration}: run `dotnet build -c {Configuration}`.", file);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Orleans.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("No folder above the running assembly holds Orleans.sln.");
    }
}
