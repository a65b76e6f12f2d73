namespace Orleans.Configuration;

/// <summary>Storage in memory.</summary>
public sealed class MemoryGrainStorageOptions
{
    /// <summary>Has no effect here: the bundled engine keeps the states in one table of the process.</summary>
    public int NumStorageGrains { get; set; } = 10;

    /// <summary>The stage at which it is ready; 10000 by default.</summary>
    public int InitStage { get; set; } = ServiceLifecycleStage.ApplicationServices;
}
