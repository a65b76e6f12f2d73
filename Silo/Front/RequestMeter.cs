using Krewe.Silo.Metrics;

namespace Krewe.Silo.Front;

/// <summary>Counts finished requests. What names no model that exists is counted under no name: made-up names do not become labels.</summary>
internal sealed class RequestMeter(IRequestMetrics metrics)
{
    private const string Nobody = "";

    public void Finished(RequestState state)
    {
        var model = state.View?.Spec.Name ?? Nobody;
        var tenant = state.View is null ? Nobody : state.Tenant;
        metrics.RequestFinished(new RequestMeasurement
        {
            Tenant = tenant,
            Model = model,
            Version = state.Version ?? state.View?.Spec.Version ?? Nobody,
            Class = state.Class,
            Outcome = state.Outcome,
            Total = state.Elapsed,
            Queue = state.Executions > 0 ? state.Queue : null,
            Service = state.Outcome == RequestOutcome.Completed ? state.Service : null,
            Inferences = state.Outcome == RequestOutcome.Completed ? 1 : 0,
        });
        metrics.BodyRead(tenant, model, state.Call.Body.Length);
        for (var retry = 1; retry < state.Executions; retry++)
        {
            metrics.Retried(tenant, model);
        }

        if (state.Outcome == RequestOutcome.Refused)
        {
            metrics.Refused(tenant, model, state.Code!);
        }
        else if (state.Outcome == RequestOutcome.Expired)
        {
            metrics.Expired(tenant, model, state.Executing ? ExpiryStage.Execution : ExpiryStage.Queue);
        }
    }
}
