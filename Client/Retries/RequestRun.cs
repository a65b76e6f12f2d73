using System.Collections.Immutable;
using Krewe.Client.Channels;
using Krewe.Client.Inference;
using Krewe.Client.Tensors;
using Krewe.Errors;

namespace Krewe.Client.Retries;

/// <summary>One request on its way, over all its tries. Used by one try at a time.</summary>
internal sealed class RequestRun(InferRequest request, RequestBody? body, TimeSpan? deadline, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private readonly List<string> _failures = [];

    public InferRequest Request => request;

    public TimeSpan? Deadline => deadline;

    /// <summary>When the deadline is, as a timestamp; null for none.</summary>
    public long? Due => deadline is { } span ? _begun + (long)(span.TotalSeconds * time.TimestampFrequency) : null;

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whom it was sent to last.</summary>
    public string Channel { get; private set; } = "";

    public void Begin(IChannel channel)
    {
        Attempts++;
        Channel = channel.Name;
    }

    /// <summary>The bytes for the try that has begun, with the time that is left.</summary>
    public ReadOnlyMemory<byte> NextBody() => body!.For(deadline - time.GetElapsedTime(_begun), first: Attempts == 1);

    public void Note(IChannel channel, ChannelException exception)
    {
        var failure = $"{channel.Name}: {exception.Message}";
        if (!_failures.Contains(failure))
        {
            _failures.Add(failure);
        }
    }

    /// <summary>No try was answered.</summary>
    public KreweException Unanswered(ChannelException last) => new(
        last.WasSent
            ? new Problem
            {
                Code = ErrorCodes.OutcomeUnknown,
                Message = $"the connection to {Channel} broke before the answer was there, and whether the request was executed is not known",
                Reasons = [.. _failures],
                Next = request.Idempotent ? "see whether the silo still runs" : "see what the model did; a request that may be executed twice is tried again by itself",
            }
            : new Problem
            {
                Code = ErrorCodes.SiloUnreachable,
                Message = $"no silo answers at {Channel}: {last.Message}",
                Reasons = [.. _failures],
                Next = "see whether it runs, and whether the addresses are right",
            },
        last);

    /// <summary>The deadline passed, in a try or between two.</summary>
    public KreweException Expired() => new(new Problem
    {
        Code = ErrorCodes.DeadlineExpired,
        Message = $"the deadline of {deadline} passed before there was an answer; tried {Attempts} times",
        Reasons = _failures.ToImmutableArray(),
    });
}
