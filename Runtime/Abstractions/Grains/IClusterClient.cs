namespace Orleans;

/// <summary>A way into the cluster from outside of grains.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The host's services.</summary>
    IServiceProvider ServiceProvider { get; }
}
