using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures a service that goes by a name.</summary>
public interface INamedServiceConfigurator
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>Runs a method on the host's services.</summary>
    Action<Action<IServiceCollection>> ConfigureDelegate { get; }
}
