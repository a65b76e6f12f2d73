using Krewe.Errors;
using Krewe.Inference;
using Polly;
using Polly.Retry;

namespace Krewe.Client.Retries;

/// <summary>
/// Which tries are followed by another: where the front says that it could not serve for now (429, 503), where nothing arrived, and, of requests
/// that may be executed twice, where the outcome is not known. All else is the request's outcome.
/// </summary>
internal static class RetryRules
{
    /// <summary>Of the request that a pipeline runs: whether it may be executed twice.</summary>
    public static readonly ResiliencePropertyKey<bool> Idempotent = new("krewe.idempotent");

    /// <summary>When a request must have its answer, as a timestamp of the client's clock.</summary>
    public static readonly ResiliencePropertyKey<long?> Due = new("krewe.due");

    /// <summary>Makes the pipeline: safe for any number of requests at once.</summary>
    public static ResiliencePipeline<Attempt> Build(KreweOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time };
        return options.MaxRetries == 0
            ? builder.Build()
            : builder.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthAnother(arguments, options, time)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.Outcome.Result)),
            }).Build();
    }

    /// <summary>Whether a status and code say that the request was not executed, or may have been.</summary>
    public static bool MaybeExecuted(in InferenceReply reply) =>
        reply.Status == 503 && FrontError.CodeOf(reply) is ErrorCodes.BackendLost or ErrorCodes.OutcomeUnknown;

    private static bool IsWorthAnother(RetryPredicateArguments<Attempt> arguments, KreweOptions options, TimeProvider time)
    {
        if (arguments.Outcome.Exception is not null)
        {
            return false;
        }

        var attempt = arguments.Outcome.Result;
        if (attempt.Failure is null && attempt.Reply.Status is not (429 or 503))
        {
            return false;
        }

        if (attempt.MaybeExecuted && !(arguments.Context.Properties.TryGetValue(Idempotent, out var idempotent) && idempotent))
        {
            return false;
        }

        // A wait that is longer than what is left, or than anybody wants to wait, would only hide the refusal.
        var wait = attempt.Reply.RetryAfter ?? TimeSpan.Zero;
        return wait <= options.MaxRetryDelay
            && (!arguments.Context.Properties.TryGetValue(Due, out var due) || due is not { } end || time.GetElapsedTime(time.GetTimestamp(), end) > wait);
    }

    /// <summary>None where another address is worth asking; the front's own word; else the back-off.</summary>
    private static TimeSpan? Delay(in Attempt attempt) => attempt.AskNextAtOnce ? TimeSpan.Zero : attempt.Reply.RetryAfter;
}
