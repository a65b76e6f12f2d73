using Orleans.Runtime;

namespace Orleans;

/// <summary>A call on its way to another grain.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling activation; null when called from outside of grains.</summary>
    IGrainContext? SourceContext { get; }
}
