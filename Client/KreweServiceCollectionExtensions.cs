using Krewe.Client.Telemetry;
using Krewe.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Krewe.Client;

/// <summary>Puts the client into a host.</summary>
public static class KreweServiceCollectionExtensions
{
    /// <summary>The name of the client's activities, for OpenTelemetry's <c>AddSource</c>.</summary>
    public const string ActivitySourceName = ClientActivities.SourceName;

    /// <summary>
    /// Adds <see cref="IKreweClient"/>, one for the host. Options are checked when the host starts. In a host that runs a silo itself requests go
    /// straight to it, without HTTP.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; null for a silo at <c>http://127.0.0.1:8080</c>, or in this host.</param>
    public static IServiceCollection AddKrewe(this IServiceCollection services, Action<KreweOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KreweOptions>, KreweOptionsValidator>());
        var options = services.AddOptions<KreweOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(provider => new KreweClient(
            provider.GetRequiredService<IOptions<KreweOptions>>().Value, provider.GetService<TimeProvider>(), provider.GetService<ILocalSilo>()));
        services.TryAddSingleton<IKreweClient>(provider => provider.GetRequiredService<KreweClient>());
        return services;
    }
}
