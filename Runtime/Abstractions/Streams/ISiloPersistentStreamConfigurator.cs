namespace Orleans.Hosting;

#pragma warning disable CA1040 // Markers say what may be configured where.
/// <summary>Configures how a silo brings items to consumers.</summary>
public interface ISiloPersistentStreamConfigurator : IStreamConfigurator;
