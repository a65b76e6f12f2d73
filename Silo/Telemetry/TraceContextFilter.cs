using System.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Silo.Telemetry;

/// <summary>
/// Hands the trace of a request on to grains where its caller decided that it is not sampled: no activity is made for such a call, so the
/// engine says nothing of it, and the model server would be told another trace than the caller's.
/// </summary>
internal sealed class TraceContextFilter : IOutgoingGrainCallFilter
{
    private const string Parent = "traceparent", State = "tracestate";

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Activity.Current is { Recorded: false, IdFormat: ActivityIdFormat.W3C, Id: { } id } current)
        {
            RequestContext.Set(Parent, id);
            if (current.TraceStateString is { Length: > 0 } state)
            {
                RequestContext.Set(State, state);
            }
        }

        return context.Invoke();
    }
}
