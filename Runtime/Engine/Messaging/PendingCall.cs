using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Messaging;

/// <summary>A call that waits for its response. The caller goes on in its own turns, never in those of the callee.</summary>
internal sealed class PendingCall(Message message, TimeSpan timeout)
    : TaskCompletionSource<Response>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private CancellationTokenRegistration _cancellation;
    private Action<PendingCall, CancellationToken>? _cancelled;

    public Message Message => message;

    /// <summary>When it was made; null when nobody measures.</summary>
    public long? Began { get; set; }

    public long CorrelationId => message.CorrelationId;

    public DateTimeOffset ExpiresAt => message.ExpiresAt;

    public void Complete(Response response)
    {
        _cancellation.Unregister();
        TrySetResult(response);
    }

    public void Expire()
    {
        _cancellation.Unregister();
        TrySetException(new TimeoutException(
            $"KRW7003: No response to {message.Method?.ActivityName} from {message.Target} within {timeout}; whether the call ran is not known. "
            + "A longer time is given by [ResponseTimeout] on the method or by SiloMessagingOptions.ResponseTimeout."));
    }

    /// <summary>Lets the caller go when its token is signalled.</summary>
    /// <param name="cancelled">Told once; may run within this call.</param>
    /// <param name="token">The caller's token.</param>
    public void CancelWith(Action<PendingCall, CancellationToken> cancelled, CancellationToken token)
    {
        _cancelled = cancelled;
        _cancellation = token.UnsafeRegister(
            static (state, token) =>
            {
                var call = (PendingCall)state!;
                call._cancelled!(call, token);
            },
            this);
        if (Task.IsCompleted)
        {
            _cancellation.Unregister();
        }
    }
}
