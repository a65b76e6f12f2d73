using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Krewe.Client.Health;

/// <summary>Healthy when a silo takes requests and the given models are ready; else what the registration says, with who is not.</summary>
internal sealed class KreweHealthCheck(IKreweClient client, IReadOnlyList<string> models) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await client.IsReadyAsync(cancellationToken).ConfigureAwait(false))
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "no silo takes requests");
        }

        var missing = new List<string>();
        foreach (var model in models)
        {
            if (!await client.IsModelReadyAsync(model, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                missing.Add(model);
            }
        }

        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, $"not ready: {string.Join(", ", missing)}");
    }
}
