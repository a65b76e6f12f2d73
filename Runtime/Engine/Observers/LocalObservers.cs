using System.Collections.Concurrent;
using Krewe.Runtime.Calls;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Observers;

/// <summary>The observers that this node made references of.</summary>
internal sealed partial class LocalObservers
{
    private readonly ConcurrentDictionary<GrainId, LocalObserver> _observers = new();
    private readonly IMessenger _messages;
    private readonly ITurnScheduler _turns;
    private readonly IIdSource _ids;
    private readonly GrainReferences _references;
    private readonly ILogger _logger;

    public LocalObservers(IMessenger messages, ITurnScheduler turns, IIdSource ids, GrainReferences references, ILogger<LocalObservers> logger)
    {
        _messages = messages;
        _turns = turns;
        _ids = ids;
        _references = references;
        _logger = logger;
        messages.Observers = this;
    }

    public int Count => _observers.Count;

    public T Create<T>(IGrainObserver target) where T : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target is GrainReference or IGrainBase)
        {
            throw new ArgumentException(
                $"KRW7242: {target.GetType()} is {(target is IGrainBase ? "a grain: pass this.AsReference<T>()" : "a reference already: pass it as it is")}.", nameof(target));
        }

        if (!typeof(T).IsInterface || target is not T)
        {
            throw new ArgumentException($"KRW7242: {target.GetType()} does not implement {typeof(T)}, or that is no observer interface.", nameof(target));
        }

        LocalObserver observer = New(target);
        var reference = (T)(object)_references.Create(observer.Id, typeof(T));
        _observers[observer.Id] = observer;
        return reference;
    }

    /// <summary>Lets an object of the engine be called under the identity that is returned.</summary>
    public GrainId Register(object target)
    {
        var observer = New(target);
        _observers[observer.Id] = observer;
        return observer.Id;
    }

    private LocalObserver New(object target) => new(ClientIds.NewObserver(_messages.Client, _ids.NextId()), target, _turns, this);

    public void Delete(IGrainObserver reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference is not GrainReference { GrainId: var id } || !ClientIds.IsClient(id))
        {
            throw new ArgumentException(
                $"KRW7242: {reference.GetType()} is no reference to an observer. Delete what CreateObjectReference returned, not the object.", nameof(reference));
        }

        Remove(id);
    }

    public void Remove(GrainId id) => _observers.TryRemove(id, out _);

    /// <summary>Takes a call or a cancellation for an observer of this node.</summary>
    public void Deliver(Message message)
    {
        if (!_observers.TryGetValue(message.Target, out var observer))
        {
            Answer(message, Response.FromException(Gone(message.Target)));
        }
        else if (message.Kind == MessageKind.Cancel)
        {
            observer.Cancel(message);
        }
        else
        {
            observer.Deliver(message);
        }
    }

    public void Answer(Message message, Response response)
    {
        if (message.Kind == MessageKind.Request)
        {
            _messages.Respond(message, response);
        }
        else if (message.Kind == MessageKind.OneWay && response.Exception is { } lost)
        {
            Log.Failed(_logger, message.Method?.ActivityName, message.Target, lost.Message);
        }
    }

    public static ClientNotAvailableException Gone(GrainId observer) =>
        new($"KRW7239: The observer {observer} is gone: it was deleted, or nobody kept the object.");

    private static partial class Log
    {
        [LoggerMessage(7243, LogLevel.Information, "{Method} of the observer {Observer} failed, and nobody waits for it: {Reason}")]
        public static partial void Failed(ILogger logger, string? method, GrainId observer, string reason);
    }
}
