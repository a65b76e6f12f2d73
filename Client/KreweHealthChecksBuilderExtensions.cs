using Krewe.Client.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Krewe.Client;

/// <summary>The health of what the client talks to.</summary>
public static class KreweHealthChecksBuilderExtensions
{
    /// <summary>Adds a check of silos and models; the client must be added by <c>AddKrewe</c>.</summary>
    /// <param name="builder">The host's checks.</param>
    /// <param name="models">Models, of the client's tenant, that must be ready; none to check only that a silo takes requests.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What it reports when it fails; null for unhealthy.</param>
    /// <param name="tags">Its tags.</param>
    public static IHealthChecksBuilder AddKrewe(
        this IHealthChecksBuilder builder, IEnumerable<string>? models = null, string name = "krewe", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string[] wanted = [.. models ?? []];
        return builder.Add(new HealthCheckRegistration(
            name, services => new KreweHealthCheck(services.GetRequiredService<IKreweClient>(), wanted), failureStatus, tags));
    }
}
