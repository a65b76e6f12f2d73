using System.Diagnostics;
using Krewe.Client.Inference;
using Krewe.Errors;

namespace Krewe.Client.Telemetry;

/// <summary>
/// An activity around each request, retries included. Over HTTP its context goes to the silo as <c>traceparent</c>; in the silo's own process
/// the front continues it. No payloads, ids or tokens.
/// </summary>
internal static class ClientActivities
{
    /// <summary>The source's name, for OpenTelemetry's <c>AddSource</c>.</summary>
    public const string SourceName = "Krewe.Client";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Start(InferRequest request, string tenant)
    {
        var activity = Source.StartActivity("krewe.client.infer", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("krewe.model", request.Model);
            activity.SetTag("krewe.tenant", tenant);
        }

        return activity;
    }

    public static void Succeeded(this Activity? activity, int attempts) => activity?.SetTag("krewe.attempts", attempts);

    public static void Failed(this Activity? activity, Exception exception, int attempts)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("krewe.attempts", attempts);
        activity.SetTag("error.type", exception is KreweException known ? known.Problem.Code : exception.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
