using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Filters;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;
using Krewe.Runtime.Turns;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Calls;

/// <summary>Turns the calls of proxies into messages and awaits their outcomes.</summary>
internal sealed class GrainCallSender : IGrainCallSender
{
    private readonly IMessenger _messages;
    private readonly GrainReferences _references;
    private readonly OutgoingFilters _filters;
    private readonly TimeProvider _time;
    private readonly MessagingOptions _options;
    private readonly ITurnScheduler _turns;
    private readonly Action<PendingCall, CancellationToken> _cancelled;

    public GrainCallSender(IMessenger messages, GrainReferences references, OutgoingFilters filters, EngineClock clock, ITurnScheduler turns)
    {
        _turns = turns;
        _cancelled = Cancelled;
        _messages = messages;
        _references = references;
        _filters = filters;
        _time = clock.Grains;
        _options = messages.Options;
        messages.Pending.Expired = call =>
        {
            if (_options.CancelRequestOnTimeout)
            {
                SendCancellation(call.Message);
            }
        };
    }

    public Guid NextId() => _messages.NextId();

    public GrainReference CreateReference(GrainId grainId, Type interfaceType) => _references.Create(grainId, interfaceType);

    public Task<Response> SendAsync(GrainReference target, GrainRequest request)
    {
        var context = RuntimeContext.Current;
        return _filters.Needed(context?.GrainInstance) ? SendFilteredAsync(target, request, context) : SendAsync(target.GrainId, request, context, false);
    }

    private Task<Response> SendFilteredAsync(GrainReference target, GrainRequest request, IGrainContext? context) =>
        _filters.RunAsync(target, Isolated(request), context, _messages.Client, isolated => SendAsync(target.GrainId, isolated, context, true));

    private static GrainRequest Isolated(GrainRequest request)
    {
        var copy = request.Copy();
        copy.CancellationToken = request.CancellationToken;
        return copy;
    }

    private Task<Response> SendAsync(GrainId target, GrainRequest request, IGrainContext? context, bool isolated)
    {
        var token = request.CancellationToken;
        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled<Response>(token);
        }

        var method = request.Method;
        var oneWay = (method.Options & GrainMethodOptions.OneWay) != 0;
        var timeout = method.ResponseTimeout ?? _options.ResponseTimeout;
        var message = new Message
        {
            Kind = oneWay ? MessageKind.OneWay : MessageKind.Request,
            CorrelationId = _messages.NextCorrelationId(),
            Source = context?.GrainId ?? _messages.Client,
            SourceSilo = _messages.Silo,
            Target = target,
            Method = method,
            Context = Export(),
            ExpiresAt = oneWay || timeout == Timeout.InfiniteTimeSpan || timeout == TimeSpan.MaxValue ? DateTimeOffset.MaxValue : _time.GetUtcNow() + timeout,
            IsCancellable = !oneWay && token.CanBeCanceled && request.IsCancellable,
            AlwaysInterleave = (method.Options & GrainMethodOptions.AlwaysInterleave) != 0,
            ReadOnly = (method.Options & GrainMethodOptions.ReadOnly) != 0,
        }.With(request, isolated);
        if (oneWay)
        {
            Send(message);
            return Task.FromResult(Response.Completed);
        }

        var call = new PendingCall(message, timeout);
        _messages.Pending.Add(call);
        try
        {
            Send(message);
        }
        catch
        {
            _messages.Pending.TryRemove(call.CorrelationId, out _);
            throw;
        }

        if (token.CanBeCanceled && !call.Task.IsCompleted)
        {
            call.CancelWith(_cancelled, token);
        }

        return call.Task;
    }

    /// <summary>Where nobody's turn runs, the callee's may run here; what is locked while the message is on its way has been let go by then.</summary>
    private void Send(Message message)
    {
        if (!_turns.TryHold())
        {
            _messages.Send(message);
            return;
        }

        try
        {
            _messages.Send(message);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The caller's values, copied: it may change them after the call was sent.</summary>
    private static RequestContextValues? Export()
    {
        if (RequestContext.Current is not { Entries: { } entries } current)
        {
            return RequestContext.Current;
        }

        var copies = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            copies[key] = ObjectCodec.Copy(value)!;
        }

        return RequestContextValues.Create(copies, current.ReentrancyId);
    }

    private void Cancelled(PendingCall call, CancellationToken token)
    {
        if (_messages.Pending.TryRemove(call.CorrelationId, out _))
        {
            _messages.Metrics.RequestsCanceled.Add(1);
            call.TrySetCanceled(token);
            SendCancellation(call.Message);
        }
    }

    private void SendCancellation(Message call) => _messages.Send(new Message
    {
        Kind = MessageKind.Cancel,
        CorrelationId = call.CorrelationId,
        Source = call.Source,
        SourceSilo = call.SourceSilo,
        Target = call.Target,
        TargetSilo = call.TargetSilo,
    });
}
