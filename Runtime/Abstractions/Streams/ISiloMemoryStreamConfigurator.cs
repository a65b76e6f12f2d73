namespace Orleans.Hosting;

#pragma warning disable CA1040 // Markers say what may be configured where.
/// <summary>Configures streams in memory on a silo.</summary>
public interface ISiloMemoryStreamConfigurator : IMemoryStreamConfigurator, ISiloPersistentStreamConfigurator;
