namespace Orleans.Diagnostics;

/// <summary>Names of the sources of traces.</summary>
public static class ActivitySources
{
    /// <summary>Calls of the application's grains.</summary>
    public const string ApplicationGrainActivitySourceName = "Microsoft.Orleans.Application";

    /// <summary>Calls of the engine's own grains and of extensions.</summary>
    public const string RuntimeActivitySourceName = "Microsoft.Orleans.Runtime";

    /// <summary>Both, for listeners that take patterns.</summary>
    public const string AllActivitySourceName = "Microsoft.Orleans.*";
}
