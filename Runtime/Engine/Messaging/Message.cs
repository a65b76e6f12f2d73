using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Messaging;

/// <summary>What passes between callers and activations. Every call is one, also within a silo.</summary>
internal sealed class Message
{
    public required MessageKind Kind { get; init; }

    /// <summary>Names the call; the response and the cancellation carry the same.</summary>
    public required long CorrelationId { get; init; }

    public required GrainId Source { get; set; }

    public required GrainId Target { get; init; }

    /// <summary>Where the answer is sent. A gateway puts itself there.</summary>
    public SiloAddress? SourceSilo { get; set; }

    /// <summary>Set when the target has been located.</summary>
    public SiloAddress? TargetSilo { get; set; }

    /// <summary>Where the target is now (<see cref="MessageKind.Moved"/>), or whom to probe for the sender (<see cref="MessageKind.Ping"/>); else null.</summary>
    public SiloAddress? MovedTo { get; init; }

    /// <summary>Whether this silo sends the message on for another one, which is to be told.</summary>
    public bool IsForwarded { get; set; }

    /// <summary>How often the message followed an activation to another silo; in a <see cref="MessageKind.Pong"/> what a probe for another silo found.</summary>
    public int ForwardCount { get; set; }

    /// <summary>What travels with the call. Owned by the message: copied from the caller's.</summary>
    public RequestContextValues? Context { get; init; }

    /// <summary>When the caller stops waiting; default for never.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Whether the caller may cancel.</summary>
    public bool IsCancellable { get; init; }

    /// <summary>The call; null for responses and cancellations.</summary>
    public GrainRequest? Request { get; private set; }

    /// <summary>The outcome; null for all but responses.</summary>
    public Response? Response { get; private set; }

    /// <summary>The method that the response answers, or that is called.</summary>
    public GrainMethod? Method { get; init; }

    /// <summary>Whether the body shares nothing with its sender any more.</summary>
    public bool IsIsolated { get; private set; }

    /// <summary>Whether the message may start although the activation is busy, and keeps nothing else from starting.</summary>
    public bool AlwaysInterleave { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>Whether serving it counts as use of the activation.</summary>
    public bool CountsAsUse { get; init; } = true;

    /// <summary>Whether it is a tick of a timer of the target's activation: worth nothing to another one.</summary>
    public bool IsTimerTick { get; init; }

    /// <summary>When an activation took it, by the timestamps of the grains' clock. Guarded, as the next two, by the lock of that activation.</summary>
    public long Arrived { get; set; }

    /// <summary>When it began to run.</summary>
    public long Started { get; set; }

    /// <summary>How often it was said that it takes long.</summary>
    public int Warnings { get; set; }

    public Guid ReentrancyId => Context?.ReentrancyId ?? Guid.Empty;

    /// <summary>The message that answers a call, still without the outcome.</summary>
    /// <param name="request">The call.</param>
    public static Message ResponseTo(Message request) => new()
    {
        Kind = MessageKind.Response,
        CorrelationId = request.CorrelationId,
        Source = request.Target,
        Target = request.Source,
        SourceSilo = request.TargetSilo,
        TargetSilo = request.SourceSilo,
        Method = request.Method,
    };

    /// <summary>Puts the call in.</summary>
    /// <param name="request">The call.</param>
    /// <param name="isolated">Whether it shares nothing with its sender.</param>
    public Message With(GrainRequest request, bool isolated)
    {
        Request = request;
        IsIsolated = isolated;
        return this;
    }

    /// <summary>Puts the outcome in.</summary>
    /// <param name="response">The outcome.</param>
    /// <param name="isolated">Whether it shares nothing with its sender.</param>
    public Message With(Response response, bool isolated)
    {
        Response = response;
        IsIsolated = isolated;
        return this;
    }

    /// <summary>Makes the body the message's own, so that neither side sees what the other does to its objects.</summary>
    public void Isolate()
    {
        if (IsIsolated)
        {
            return;
        }

        Request = Request?.Copy();
        Response = Response is { } response ? Method!.CopyResponse(response) : null;
        IsIsolated = true;
    }

    public override string ToString() => $"{Kind} {CorrelationId} {Method?.ActivityName} from {Source} to {Target}";
}
