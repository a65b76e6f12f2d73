namespace Orleans.Hosting;

#pragma warning disable CA1040 // Markers say what may be configured where.
/// <summary>Configures a stream provider, on silos and on clients.</summary>
public interface IStreamConfigurator : INamedServiceConfigurator;
