using System.Diagnostics;
using Krewe.Silo.Front;

namespace Krewe.Silo.Telemetry;

/// <summary>
/// The silo's part of a trace: one activity from the arrival of a request to its answer, one around the call of the model server, whose
/// context the model server gets. What is between, the calls of grains, is traced by the engine. Where nobody listens none of it is made.
/// </summary>
internal static class KreweActivities
{
    /// <summary>The source's name, for who collects by himself.</summary>
    public const string SourceName = "Krewe";

    /// <summary>A request, from its arrival to its answer.</summary>
    public const string Request = "krewe.infer";

    /// <summary>The call of a model server.</summary>
    public const string ModelServer = "krewe.model_server";

    private const string Parent = "traceparent", State = "tracestate";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Of ASP.NET's name, to see whether somebody collects what it makes: it makes an activity for each request also when nobody does.</summary>
    private static readonly ActivitySource Web = new("Microsoft.AspNetCore");

    /// <summary>Begins a request in the trace of its caller: of the host that took it, when that is traced, else as the headers say.</summary>
    public static Activity? StartRequest(IHeaderDictionary headers)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        if (Web.HasListeners() && Activity.Current is { Recorded: true })
        {
            return Source.StartActivity(Request, ActivityKind.Internal);
        }

        Activity.Current = null; // as a parent it would be a hole in the trace
        _ = ActivityContext.TryParse(headers[Parent], headers[State], isRemote: true, out var caller);
        return Source.StartActivity(Request, ActivityKind.Server, caller);
    }

    /// <summary>Begins a request of this process, in whatever trace it is.</summary>
    public static Activity? StartRequest() => Source.HasListeners() ? Source.StartActivity(Request, ActivityKind.Internal) : null;

    /// <summary>Says of the current request what became of it. Names that the caller made up are left out, as are ids and payloads.</summary>
    public static void Finish(in RequestRecord record)
    {
        if (Activity.Current is not { IsAllDataRequested: true, OperationName: Request } activity)
        {
            return;
        }

        activity.SetTag("krewe.outcome", Words(record.Outcome.ToString()));
        activity.SetTag("krewe.class", Words(record.Class.ToString()));
        if (record.Model is { } model)
        {
            activity.SetTag("krewe.model", model);
            activity.SetTag("krewe.tenant", record.Tenant);
            activity.SetTag("krewe.version", record.Version);
        }

        activity.SetTag("krewe.executions", record.Executions);
        activity.SetTag("krewe.queue_seconds", record.Queue.TotalSeconds);
        activity.SetTag("krewe.service_seconds", record.Service.TotalSeconds);
        if (record.Code is { } code)
        {
            activity.SetTag("error.type", code);
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Begins the call of a model server and tells it the trace.</summary>
    public static Activity? StartModelServer(HttpRequestMessage message)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity(ModelServer, ActivityKind.Client);
        if ((activity ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C, Id: { } id } current)
        {
            message.Headers.TryAddWithoutValidation(Parent, id);
            if (current.TraceStateString is { Length: > 0 } state)
            {
                message.Headers.TryAddWithoutValidation(State, state);
            }
        }

        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("http.request.method", message.Method.Method);
            activity.SetTag("server.address", message.RequestUri!.Host);
            activity.SetTag("server.port", message.RequestUri.Port);
        }

        return activity;
    }

    private static string Words(string name) => name.ToLowerInvariant();
}
