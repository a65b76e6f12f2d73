using Krewe.Errors;
using Krewe.Fleet;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Front.Protocol;
using Krewe.Silo.Front.Regions;

namespace Krewe.Silo.Front;

/// <content>Requests of models that may be executed in several regions. See docs/regions.md.</content>
internal sealed partial class InferenceFront
{
    private const int Whole = 1_000;
    private uint _drawn;

    /// <summary>In the one region of the model, or across those of its route.</summary>
    private Task<FrontAnswer> AnswerWhereAllowedAsync(RequestState state, ModelView? view, InferenceRequest request, CancellationToken aborted)
    {
        if (view is null)
        {
            return AnswerInAsync(state, view, request, aborted);
        }

        var key = view.Spec.GetKey();
        if (routes.Of(key) is { } route)
        {
            return AnswerAcrossAsync(state, route, view, request, aborted);
        }

        return routes.IsLost(key.Region) ? Task.FromResult(Keep(state, view, request)) : AnswerInAsync(state, view, request, aborted);
    }

    /// <summary>One region after the other; while a lost one is being taken over, again until the deadline.</summary>
    private async Task<FrontAnswer> AnswerAcrossAsync(RequestState state, ModelRoute route, ModelView first, InferenceRequest request, CancellationToken aborted)
    {
        var draw = (int)(Interlocked.Increment(ref _drawn) * 619 % Whole); // 619 is prime to 1,000: shares hold over any few requests
        state.Home = route.Home;
        routes.Count(route.Home);
        state.Timeout = request.Parameters.Timeout ?? first.Spec.Timeout;
        while (true)
        {
            FrontAnswer? answer = null;
            var keys = routes.Order(route, settings.Region, draw, catalog.Serves);
            for (var at = 0; at < keys.Length; at++)
            {
                var key = keys[at];
                if (await ViewAsync(first, key, aborted) is not { } view)
                {
                    continue;
                }

                state.RegionReason = answer is null ? RegionReason.Of(route, key, routes.IsLost(route.Home.Region)) : state.Code;
                state.TriesElsewhere = true;
                answer = await AnswerInAsync(state, view, request, aborted);
                if (!RegionReason.GoesOn(state.Code) || state.Budget <= TimeSpan.Zero)
                {
                    return answer.Value;
                }
            }

            var takenOver = routes.IsLost(route.Home.Region) || route.Copies.Any(copy => routes.IsLost(copy.Region)) || state.Code == ErrorCodes.ModelUnreachable;
            if (answer is not null && !(takenOver && RegionReason.Waits(state.Code)))
            {
                return answer.Value;
            }

            if (state.Budget <= Unreachable.Pause)
            {
                return answer ?? Keep(state, first, request);
            }

            await Task.Delay(Unreachable.Pause, time, aborted);
            route = routes.Of(route.Home) ?? route;
        }
    }

    /// <summary>The model in that region as it is known; null when there is none, or nobody can say.</summary>
    private async Task<ModelView?> ViewAsync(ModelView known, ModelKey key, CancellationToken aborted)
    {
        if (known.Spec.GetKey() == key)
        {
            return known;
        }

        try
        {
            return await catalog.GetAsync(key).AsTask().WaitAsync(aborted);
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            return null;
        }
    }

    /// <summary>Where data may be is a hard constraint: rather no answer than one from elsewhere.</summary>
    private static FrontAnswer Keep(RequestState state, ModelView view, InferenceRequest request)
    {
        state.View = view;
        state.Class = request.Parameters.Class ?? view.Spec.Class;
        var others = view.Spec.Regions is { } regions ? $"none of the others that its spec allows ({string.Join(", ", regions.Allow)}) serves it" : "its spec allows no other";
        return state.Fail(
            503,
            RequestOutcome.Refused,
            ErrorCodes.RegionLost,
            $"region '{(state.Home ?? view.Spec.GetKey()).Region}' of model '{view.Spec.Name}' is lost, and {others}",
            TimeSpan.FromSeconds(5));
    }
}
