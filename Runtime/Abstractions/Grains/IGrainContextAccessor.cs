namespace Orleans.Runtime;

/// <summary>Finds the activation that the running code belongs to.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation; null outside of grains.</summary>
    IGrainContext GrainContext { get; }
}
