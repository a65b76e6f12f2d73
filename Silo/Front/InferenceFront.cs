using System.Buffers;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Replicas;
using Krewe.Silo.Configuration;
using Krewe.Silo.Front.Ends;
using Krewe.Silo.Front.Protocol;
using Krewe.Silo.Front.Quotas;
using Krewe.Silo.Front.Regions;
using Krewe.Silo.Front.Slots;
using Krewe.Specs;

namespace Krewe.Silo.Front;

/// <summary>
/// The way of a request: check, ticket, grant, payload straight to the replica, report, answer. The front owns the payload, the retries
/// and the one outcome that anybody sees. See docs/architecture.md.
/// </summary>
internal sealed partial class InferenceFront(
    KnownGrains grains,
    ModelCatalog catalog,
    FrontSlots slots,
    FrontQuotas quotas,
    ShardChoice shards,
    RegionRoutes routes,
    SiloSettings settings,
    FrontGate gate,
    RequestEnds ends,
    RequestObservers observers,
    TimeProvider time,
    ILogger<InferenceFront> logger)
{
    /// <summary>Grants of one request of which none came to an end: what found its replica gone may go elsewhere this often.</summary>
    private const int MaxAttempts = 5;

    /// <summary>A request with which so many replicas were lost may be what kills them: it is not executed again.</summary>
    private const int MaxLosses = 2;

    private static readonly InferenceLimits Limits = InferenceLimits.Default;

    /// <summary>Answers a request. Throws only when the caller went away.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="aborted"/> was signalled.</exception>
    public async Task<FrontAnswer> InferAsync(FrontCall call, CancellationToken aborted)
    {
        var state = new RequestState(call, time);
        FrontAnswer answer;
        try
        {
            answer = await AnswerAsync(state, aborted);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            state.Outcome = RequestOutcome.Cancelled;
            observers.RequestFinished(state.ToRecord());
            throw;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, call.Model, exception);
            answer = state.Fail(500, RequestOutcome.Failed, ErrorCodes.Internal, "the silo failed in a way that nobody foresaw; its log has the details");
        }

        observers.RequestFinished(state.ToRecord());
        return answer;
    }

    private async Task<FrontAnswer> AnswerAsync(RequestState state, CancellationToken aborted)
    {
        if (!InferenceRequestReader.TryRead(state.Call.Body, Limits, out var request, out var fault))
        {
            return state.Fail(fault);
        }

        state.Tenant = request.Parameters.Tenant ?? NameRules.Default;
        ModelView? view;
        try
        {
            var found = catalog.FindAsync(state.Tenant, state.Call.Model, settings.Region);
            view = found.IsCompletedSuccessfully ? found.Result : await FindAsync(state, found.AsTask(), aborted);
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            return FailUnreachable(state, exception);
        }

        return await AnswerWhereAllowedAsync(state, view, request, aborted);
    }

    /// <summary>By the queue of one region.</summary>
    private async Task<FrontAnswer> AnswerInAsync(RequestState state, ModelView? view, InferenceRequest request, CancellationToken aborted)
    {
        for (var stale = 0; ; stale++)
        {
            if ((Check(state, settings.Region, view, request) ?? RefuseQuarantined(state, view!, request)) is { } refusal)
            {
                return refusal;
            }

            var end = ends.Rent(state.Budget, aborted);
            try
            {
                if ((await CheckQuotaAsync(state, view!, request, end.Token) ?? await ExecuteAsync(state, view!, request, end.Token)) is { } answer)
                {
                    return answer;
                }
            }
            catch (OperationCanceledException) when (gate.Abandoned.IsCancellationRequested && !aborted.IsCancellationRequested)
            {
                return state.Fail(503, RequestOutcome.Refused, ErrorCodes.SiloStopping, "the silo is stopping; ask another one", TimeSpan.FromSeconds(1));
            }
            catch (OperationCanceledException) when (end.Token.IsCancellationRequested && !aborted.IsCancellationRequested)
            {
                return state.Unreachable is { } cause ? FailUnreachable(state, cause) : state.Fail(504, RequestOutcome.Expired, ErrorCodes.DeadlineExpired, "the deadline passed before the model answered");
            }
            finally
            {
                ends.Return(end);
            }

            if (stale >= MaxAttempts)
            {
                return state.Fail(503, RequestOutcome.Refused, ErrorCodes.ModelNotReady, "the model's configuration changes faster than the request can be checked", TimeSpan.FromSeconds(1));
            }

            view = await catalog.RefreshAsync(view!.Spec.GetKey());
        }
    }

    /// <summary>The model; while nobody can say whether there is one it is asked again, until the deadline that holds without its spec.</summary>
    private async Task<ModelView?> FindAsync(RequestState state, Task<ModelView?> found, CancellationToken aborted)
    {
        while (true)
        {
            try
            {
                return await found.WaitAsync(aborted);
            }
            catch (Exception exception) when (Unreachable.Is(exception) && state.Budget > Unreachable.Pause && !gate.Abandoned.IsCancellationRequested)
            {
                await Task.Delay(Unreachable.Pause, time, aborted);
                found = catalog.FindAsync(state.Tenant, state.Call.Model, settings.Region).AsTask();
            }
        }
    }

    private FrontAnswer FailUnreachable(RequestState state, Exception cause)
    {
        Log.Unreachable(logger, state.Call.Model, cause);
        return state.Fail(
            503,
            RequestOutcome.Failed,
            ErrorCodes.ModelUnreachable,
            $"the queue of model '{Shorten(state.Call.Model)}' could not be reached in time; it comes back by itself",
            TimeSpan.FromSeconds(1));
    }

    /// <summary>Everything that is known before a ticket is sent; null when nothing speaks against it.</summary>
    private static FrontAnswer? Check(RequestState state, string region, ModelView? view, InferenceRequest request)
    {
        if (view is null)
        {
            return state.Fail(404, RequestOutcome.Invalid, ErrorCodes.ModelUnknown, $"there is no model '{Shorten(state.Call.Model)}' of tenant '{Shorten(state.Tenant)}' in region '{region}' or another");
        }

        state.View = view;
        state.Class = request.Parameters.Class ?? view.Spec.Class;
        state.Timeout = request.Parameters.Timeout ?? view.Spec.Timeout;
        if (state.Call.Version is { } version && version != view.Spec.Version && !view.ReadyVersions.Contains(version))
        {
            return state.Fail(
                404,
                RequestOutcome.Invalid,
                ErrorCodes.VersionUnknown,
                $"model '{view.Spec.Name}' has no version '{Shorten(version)}'; it serves version '{view.Spec.Version}'");
        }

        if (view.Signature is { } signature && SignatureCheck.Check(request, signature) is { } mismatch)
        {
            return state.Fail(mismatch);
        }

        return state.Budget <= TimeSpan.Zero
            ? state.Fail(504, RequestOutcome.Expired, ErrorCodes.DeadlineExpired, "the deadline passed before the request could be queued")
            : null;
    }

    /// <summary>Ticket, grant, execution, and again when the replica was lost. Null when the ticket was checked against an older spec.</summary>
    private async Task<FrontAnswer?> ExecuteAsync(RequestState state, ModelView view, InferenceRequest request, CancellationToken cancellationToken)
    {
        var key = shards.Choose(view, request.Parameters.Affinity);
        var model = grains.Model(key);
        var id = "";
        ReadOnlyMemory<byte> payload = default;
        while (true)
        {
            var slot = TakeSlot(state, key, view, request);
            if (slot is null)
            {
                TicketDecision decision;
                var askedAt = time.GetTimestamp();
                id = id.Length == 0 ? NextId() : id;
                var leaving = state.TriesElsewhere ? routes.Leaving(key.Region) : CancellationToken.None;
                try
                {
                    using var either = state.TriesElsewhere ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, leaving) : null;
                    decision = await model.SubmitAsync(Ticket(state, view, request, id), either?.Token ?? cancellationToken);
                    state.Unreachable = null;
                }
                catch (Exception exception)
                {
                    // A grant that crosses with the end of waiting for it would keep its slot for long: the model is told.
                    _ = model.WithdrawAsync(id, state.Executions);
                    if (!Unreachable.Is(exception) && (cancellationToken.IsCancellationRequested || !leaving.IsCancellationRequested))
                    {
                        throw;
                    }

                    if (state.TriesElsewhere)
                    {
                        return FailUnreachable(state, exception);
                    }

                    // Nothing is executed without a grant. The old ticket may still be somewhere, so the next one has another id.
                    state.Unreachable = exception;
                    id = "";
                    await Task.Delay(Unreachable.Pause, time, cancellationToken);
                    continue;
                }

                switch (decision.Verdict)
                {
                    case TicketVerdict.Stale:
                        return null;
                    case TicketVerdict.Expired:
                        return state.Fail(504, RequestOutcome.Expired, decision.Problem!);
                    case TicketVerdict.Refused:
                        return state.Refuse(decision);
                }

                state.Queue += decision.Grant!.QueueTime;
                state.Grant = decision.Grant;
                slot = KeepSlot(key, view, decision.Grant, askedAt);
            }

            var grant = slot?.Grant ?? state.Grant!;
            if (payload.IsEmpty)
            {
                payload = BackendBody(request, state.Call.Body.Length);
            }

            var hedges = state.Hedges;
            var result = await ExecuteHedgedAsync(state, model, grant, slot, payload, cancellationToken);
            state.Executions += 1 + state.Hedges - hedges;
            if (result is { Outcome: ExecutionOutcome.Lost, Blameless: false })
            {
                state.Losses++;
            }

            switch (result.Outcome)
            {
                case ExecutionOutcome.Completed:
                    state.Service = result.ServiceTime;
                    return Complete(state, grant, request, result);
                case ExecutionOutcome.Refused:
                    return state.Fail(result.Status is >= 400 and < 500 ? result.Status : 400, RequestOutcome.Invalid, result.Problem!);
                case ExecutionOutcome.Preempted when state.Budget > TimeSpan.Zero:
                    state.Preemptions++;
                    continue; // it gave way; it is executed again, and that is no loss
                case ExecutionOutcome.Preempted:
                    return state.Fail(504, RequestOutcome.Expired, ErrorCodes.DeadlineExpired, "the deadline passed while the request gave way to a more important one");
                case ExecutionOutcome.Lost when view.Spec.Idempotent && state.Losses < MaxLosses && state.Executions - state.Preemptions - state.Hedges < MaxAttempts && state.Budget > TimeSpan.Zero:
                    Log.Retried(logger, id, grant.Replica, result.Problem?.Message ?? "");
                    continue;
                case ExecutionOutcome.Lost:
                    if (state.Losses >= MaxLosses)
                    {
                        await QuarantineAsync(model, view, request);
                    }

                    return state.Fail(503, RequestOutcome.Failed, result.Problem!, TimeSpan.FromSeconds(1));
                case ExecutionOutcome.Cancelled:
                    cancellationToken.ThrowIfCancellationRequested();
                    return state.Fail(503, RequestOutcome.Failed, ErrorCodes.BackendLost, "the execution was cancelled by the replica", TimeSpan.FromSeconds(1));
                default:
                    return state.Fail(502, RequestOutcome.Failed, result.Problem!);
            }
        }
    }

    /// <summary>One execution. Whatever happens, the model is told that the slot is free.</summary>
    private async Task<ExecutionResult> ExecuteAsync(
        RequestState state, IModelGrain model, Grant grant, HeldSlot? slot, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var outcome = ExecutionOutcome.Lost;
        var serviceTime = TimeSpan.Zero;
        try
        {
            var order = new ExecutionOrder
            {
                TicketId = grant.TicketId,
                Epoch = grant.Epoch,
                Budget = state.Budget,
                Payload = payload,
                Attempt = grant.Attempt,
                Batch = grant.Batch,
                BatchSize = grant.BatchSize,
                Preemptible = state.Class == ServiceClass.Batch && state.View!.Spec.Idempotent,
            };
            var result = await grains.Replica(grant.Replica).ExecuteAsync(order, cancellationToken);
            // A server that gave another request's answer is there: its replica has failed, and is not lost.
            outcome = result is { Outcome: ExecutionOutcome.Lost, Problem.Code: ErrorCodes.BackendMalformed } ? ExecutionOutcome.Failed : result.Outcome;
            serviceTime = result.ServiceTime;
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = ExecutionOutcome.Cancelled;
            throw;
        }
        catch (Exception exception)
        {
            // The outcome is unknown: only an idempotent model's request may be executed again.
            Log.ExecutionFailed(logger, grant.Replica, exception);
            return new ExecutionResult
            {
                Outcome = ExecutionOutcome.Lost,
                Problem = new Problem { Code = ErrorCodes.OutcomeUnknown, Message = $"replica {grant.Replica} did not answer, and whether it executed the request is not known: {exception.Message}" },
            };
        }
        finally
        {
            if (slot is not null)
            {
                slot.Owner.End(slot, state.Class, outcome, serviceTime);
            }
            else
            {
                _ = model.CompleteAsync(new ExecutionReport
                {
                    TicketId = grant.TicketId,
                    Attempt = grant.Attempt,
                    Replica = grant.Replica,
                    Outcome = outcome,
                    ServiceTime = serviceTime,
                });
            }
        }
    }

    private static ReadOnlyMemory<byte> BackendBody(InferenceRequest request, int length)
    {
        var output = new ArrayBufferWriter<byte>(length + 128);
        BackendRequestWriter.Write(output, request);
        return output.WrittenMemory;
    }

    private static FrontAnswer Complete(RequestState state, Grant grant, InferenceRequest request, ExecutionResult result)
    {
        if (!InferenceResponseReader.TryRead(result.Payload, Limits, out var response, out var fault))
        {
            return state.Fail(fault, RequestOutcome.Failed);
        }

        var output = new ArrayBufferWriter<byte>(result.Payload.Length + 128);
        if (InferenceResponseWriter.Write(output, response, state.View!.Spec.Name, grant.Version, request) is { } missing)
        {
            return state.Fail(missing, RequestOutcome.Failed);
        }

        return state.Succeed(output.WrittenMemory, grant.Version);
    }

    private static string Shorten(string text) => text.Length > 100 ? text[..100] + "..." : text;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1100, Level = LogLevel.Error, Message = "A request to model {Model} failed in a way that nobody foresaw.")]
        public static partial void Failed(ILogger logger, string model, Exception exception);

        [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Request {Ticket} lost replica {Replica} and is executed again: {Reason}")]
        public static partial void Retried(ILogger logger, string ticket, ReplicaId replica, string reason);

        [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "The queue of model {Model} could not be reached before the deadline of a request.")]
        public static partial void Unreachable(ILogger logger, string model, Exception exception);

        [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "The execution on replica {Replica} has an unknown outcome.")]
        public static partial void ExecutionFailed(ILogger logger, ReplicaId replica, Exception exception);
    }
}
