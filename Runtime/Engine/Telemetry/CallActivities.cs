using System.Diagnostics;
using Orleans;
using Orleans.Diagnostics;
using Orleans.Runtime;

namespace Krewe.Runtime.Telemetry;

/// <summary>
/// An activity for each call, at the caller and at the callee, in one trace: its id travels in the request context as <c>traceparent</c> and
/// <c>tracestate</c>. Where no activity is made nothing is said.
/// </summary>
internal sealed class CallActivities : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private const string Parent = "traceparent", State = "tracestate";

    private static readonly ActivitySource Application = new(ActivitySources.ApplicationGrainActivitySourceName);
    private static readonly ActivitySource Runtime = new(ActivitySources.RuntimeActivitySourceName);

    async Task IOutgoingGrainCallFilter.Invoke(IOutgoingGrainCallContext context)
    {
        var source = SourceOf(context);
        using var activity = source.HasListeners() ? source.StartActivity(context.Request.GetActivityName(), ActivityKind.Client) : null;
        if (activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            RequestContext.Set(Parent, id);
            if (activity.TraceStateString is { Length: > 0 } state)
            {
                RequestContext.Set(State, state);
            }
            else
            {
                RequestContext.Remove(State);
            }
        }

        await InvokeAsync(context, activity);
    }

    async Task IIncomingGrainCallFilter.Invoke(IIncomingGrainCallContext context)
    {
        var source = SourceOf(context);
        if (!source.HasListeners())
        {
            await context.Invoke();
            return;
        }

        _ = ActivityContext.TryParse(RequestContext.Get(Parent) as string, RequestContext.Get(State) as string, isRemote: true, out var parent);
        using var activity = source.StartActivity(context.Request.GetActivityName(), ActivityKind.Server, parent);
        await InvokeAsync(context, activity);
    }

    private static ActivitySource SourceOf(IGrainCallContext context) =>
        context.InterfaceName.StartsWith("Orleans.", StringComparison.Ordinal)
            || context.InterfaceName.StartsWith("krewe.", StringComparison.Ordinal)
            || typeof(IGrainExtension).IsAssignableFrom(context.Request.GetInterfaceType())
            ? Runtime
            : Application;

    private static async Task InvokeAsync(IGrainCallContext context, Activity? activity)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("rpc.system", "orleans");
            activity.SetTag("rpc.service", context.InterfaceName);
            activity.SetTag("rpc.method", context.MethodName);
            activity.SetTag("rpc.orleans.target_id", context.TargetId.ToString());
            activity.SetTag("rpc.orleans.source_id", context.SourceId?.ToString());
        }

        try
        {
            await context.Invoke();
            activity?.SetStatus(ActivityStatusCode.Ok);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            activity?.SetTag("error.type", exception.GetType().FullName);
            throw;
        }
    }
}
