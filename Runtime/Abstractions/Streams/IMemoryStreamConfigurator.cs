namespace Orleans.Hosting;

#pragma warning disable CA1040 // Markers say what may be configured where.
/// <summary>Configures streams in memory, on silos and on clients.</summary>
public interface IMemoryStreamConfigurator : INamedServiceConfigurator;
