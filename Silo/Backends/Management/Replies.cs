using Krewe.Backends;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Backends.Protocol;

namespace Krewe.Silo.Backends.Management;

/// <summary>Puts what came of a request into the words of the rest of the house.</summary>
internal static class Replies
{
    /// <summary>The request was not sent at all, so it may be executed elsewhere.</summary>
    public static BackendReply NotSent(string code, string message) =>
        new() { Outcome = ExecutionOutcome.Lost, Blameless = true, Problem = new() { Code = code, Message = message } };

    public static BackendReply Of(ReplicaId replica, InferReply reply, TimeSpan serviceTime)
    {
        var (outcome, code, what) = reply.Outcome switch
        {
            InferOutcome.Answered => (ExecutionOutcome.Completed, "", ""),
            InferOutcome.Lost => (ExecutionOutcome.Lost, ErrorCodes.BackendLost, "was lost before its answer was complete"),
            InferOutcome.NotSent => (ExecutionOutcome.Lost, ErrorCodes.BackendLost, "could not be reached"),
            InferOutcome.Foreign => (ExecutionOutcome.Lost, ErrorCodes.BackendMalformed, "broke the protocol"),
            InferOutcome.Rejected => (ExecutionOutcome.Refused, ErrorCodes.BackendRefused, "refused the request"),
            InferOutcome.Failed => (ExecutionOutcome.Failed, ErrorCodes.BackendFailed, "failed"),
            _ => (ExecutionOutcome.Failed, ErrorCodes.BackendMalformed, "broke the protocol"),
        };
        return new()
        {
            Outcome = outcome,
            Payload = reply.Body,
            Status = reply.Status,
            ServiceTime = serviceTime,
            Blameless = reply.Outcome is InferOutcome.NotSent or InferOutcome.Foreign,
            Problem = code.Length == 0 ? null : new() { Code = code, Message = $"The model server of {replica} {what}: {reply.Error}" },
        };
    }
}
