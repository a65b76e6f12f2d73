namespace Krewe.Samples.Tests;

/// <summary>A fact that needs python3 on the path; skipped where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    /// <summary>Looks for python3.</summary>
    public PythonFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "python3"))))
            Skip = "python3 is not installed.";
    }
}
