using System.Globalization;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Front;

/// <content>Requests beyond their quota are refused before anything else is asked for them.</content>
internal sealed partial class InferenceFront
{
    /// <summary>A refusal for what is beyond its quota; null for any other. Each request counts once.</summary>
    private async ValueTask<FrontAnswer?> CheckQuotaAsync(RequestState state, ModelView view, InferenceRequest request, CancellationToken cancellationToken)
    {
        if (view.Spec.Queue.Quota is null || state.WithinQuota)
        {
            return null;
        }

        var key = request.Parameters.FairnessKey ?? state.Tenant;
        while (true)
        {
            var verdict = await quotas.TakeAsync(view, key, cancellationToken);
            if (verdict.Allowed)
            {
                (state.WithinQuota, state.Unreachable) = (true, null);
                return null;
            }

            if (verdict.Failure is not { } failure)
            {
                var whose = verdict.Key.Length == 0 ? $"tenant '{state.Tenant}'" : $"the fairness key '{verdict.Key}'";
                return state.Fail(
                    429,
                    RequestOutcome.Refused,
                    ErrorCodes.QuotaExceeded,
                    string.Create(CultureInfo.InvariantCulture, $"{whose} has had the requests that model '{view.Spec.Name}' lets in (queue.quota); there are more in {verdict.RetryAfter.TotalSeconds:0.###} s"),
                    verdict.RetryAfter);
            }

            state.Unreachable = failure;
            await Task.Delay(Front.Unreachable.Pause, time, cancellationToken);
        }
    }
}
