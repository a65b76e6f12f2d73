namespace Orleans.Hosting;

#pragma warning disable CA1040 // Markers say what may be configured where.
/// <summary>Configures streams in memory on a client.</summary>
public interface IClusterClientMemoryStreamConfigurator : IMemoryStreamConfigurator, IStreamConfigurator;
