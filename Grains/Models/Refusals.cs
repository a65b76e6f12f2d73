using System.Globalization;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <summary>The words in which a model says no.</summary>
internal static class Refusals
{
    public static TicketDecision NoModel(string key) => Refuse(ErrorCodes.ModelUnknown, $"there is no model '{key}'");

    public static TicketDecision Removed(string key) => Refuse(ErrorCodes.ModelRemoved, $"model '{key}' was deleted while the request waited");

    public static TicketDecision NoVersion(ModelSpec spec, string version) =>
        Refuse(ErrorCodes.VersionUnknown, $"model '{spec.Name}' has no version '{version}'; it serves version '{spec.Version}'");

    public static TicketDecision NoReplicas(ModelSpec spec) =>
        Refuse(ErrorCodes.ModelNotReady, $"model '{spec.Name}' is declared with 0 replicas", TimeSpan.FromSeconds(10));

    public static TicketDecision Duplicate(string id) =>
        Refuse(ErrorCodes.DuplicateRequest, $"a request with id '{id}' is already waiting");

    public static TicketDecision TooManyKeys(ModelSpec spec, string tenant, int most) => Refuse(
        ErrorCodes.FairnessKeys,
        string.Create(CultureInfo.InvariantCulture, $"requests of tenant '{tenant}' with {most} different fairness keys wait for model '{spec.Name}', which is as many as may; use fewer keys"),
        TimeSpan.FromSeconds(1));

    public static TicketDecision Shed(ModelSpec spec, TimeSpan? retryAfter) =>
        Refuse(ErrorCodes.Shed, $"the queue of model '{spec.Name}' is full and the request gave way to a more important one", retryAfter ?? TimeSpan.FromSeconds(1));

    public static TicketDecision Expired(string model) => new()
    {
        Verdict = TicketVerdict.Expired,
        Problem = new Problem { Code = ErrorCodes.DeadlineExpired, Message = $"the deadline passed while the request waited in the queue of model '{model}'" },
    };

    public static TicketDecision TooLate(ModelSpec spec, TimeSpan left) => Refuse(
        ErrorCodes.DeadlineUnreachable,
        string.Create(CultureInfo.InvariantCulture, $"a replica of model '{spec.Name}' is free, and the {left.TotalMilliseconds:0} ms that are left are less than an execution takes"),
        TimeSpan.FromMilliseconds(50));

    public static TicketDecision Full(ModelSpec spec, EnqueueStatus status, TimeSpan? retryAfter) => status switch
    {
        EnqueueStatus.DeadlinePassed => Expired(spec.Name),
        EnqueueStatus.TooLarge => Refuse(
            ErrorCodes.QueueFull, $"the request is larger than the whole queue of model '{spec.Name}' ({spec.Queue.MaxBytes} bytes)"),
        EnqueueStatus.FullByBytes => Refuse(
            ErrorCodes.QueueFull, $"the queue of model '{spec.Name}' holds its {spec.Queue.MaxBytes} bytes", retryAfter ?? TimeSpan.FromSeconds(1)),
        _ => Refuse(
            ErrorCodes.QueueFull, $"the queue of model '{spec.Name}' holds its {spec.Queue.MaxRequests} requests", retryAfter ?? TimeSpan.FromSeconds(1)),
    };

    public static TicketDecision NotAdmitted(ModelSpec spec, AdmissionDecision decision, TimeSpan budget) => decision.Reason switch
    {
        AdmissionReason.DeadlinePassed => Expired(spec.Name),
        AdmissionReason.ServiceTooLong => Refuse(
            ErrorCodes.DeadlineUnreachable,
            string.Create(CultureInfo.InvariantCulture, $"model '{spec.Name}' takes longer than the {budget.TotalMilliseconds:0} ms that are left; ask for a longer timeout")),
        _ => Refuse(
            ErrorCodes.DeadlineUnreachable,
            string.Create(CultureInfo.InvariantCulture, $"the predicted wait for model '{spec.Name}' is {decision.PredictedWait?.TotalMilliseconds ?? 0:0} ms; {budget.TotalMilliseconds:0} ms are left"),
            decision.RetryAfter),
    };

    private static TicketDecision Refuse(string code, string message, TimeSpan? retryAfter = null) => new()
    {
        Verdict = TicketVerdict.Refused,
        Problem = new Problem { Code = code, Message = message },
        RetryAfter = retryAfter,
    };
}
