using Krewe.Runtime.Messaging;
using Krewe.Runtime.Turns;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Observers;

/// <summary>
/// An object of this process that grains can call. Its calls run one at a time, in the order in which they came; those marked to interleave
/// start at once. All state belongs to the turns. The object is held weakly: who made the reference keeps it.
/// </summary>
internal sealed class LocalObserver(GrainId id, object target, ITurnScheduler scheduler, LocalObservers owner) : ITargetHolder
{
    /// <summary>An observer that hangs does not take all memory.</summary>
    private const int MaxWaiting = 10_000;

    private readonly TurnQueue _turns = new(scheduler, id);
    private readonly WeakReference<object> _target = new(target);
    private readonly LinkedList<Message> _waiting = [];
    private readonly List<Message> _running = [];
    private bool _isBusy;

    public GrainId Id => id;

    public TTarget? GetTarget<TTarget>() where TTarget : class => _target.TryGetTarget(out var found) ? found as TTarget : null;

    public TComponent? GetComponent<TComponent>() where TComponent : class => GetTarget<TComponent>();

    public void Deliver(Message message) => _turns.QueueAction(() =>
    {
        if (message.AlwaysInterleave)
        {
            _ = RunAsync(message);
        }
        else if (_waiting.Count >= MaxWaiting)
        {
            owner.Answer(message, Response.FromException(new LimitExceededException($"KRW7241: {MaxWaiting} calls wait for the observer {id} already.")));
        }
        else
        {
            _waiting.AddLast(message);
            StartNext();
        }
    });

    public void Cancel(Message cancellation) => _turns.QueueAction(() =>
    {
        bool Same(Message message) => message.CorrelationId == cancellation.CorrelationId && message.Source == cancellation.Source;
        if (_waiting.FirstOrDefault(Same) is { } waiting)
        {
            _waiting.Remove(waiting);
        }
        else if (_running.Find(Same) is { } running)
        {
            running.Request!.TryCancel();
        }
    });

    private void StartNext()
    {
        if (!_isBusy && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            _isBusy = true;
            _ = RunOneAsync(first.Value);
        }
    }

    private async Task RunOneAsync(Message message)
    {
        await RunAsync(message);
        _isBusy = false;
        _turns.QueueAction(StartNext); // not within this one: many calls must not make one deep stack
    }

    private async Task RunAsync(Message message)
    {
        _running.Add(message);
        RequestContext.Current = message.Context;
        Response response;
        try
        {
            if (!_target.TryGetTarget(out var held))
            {
                owner.Remove(id);
                throw LocalObservers.Gone(id);
            }

            if (message.IsCancellable)
            {
                message.Request!.MakeCancellable();
            }

            message.Request!.SetTarget(this);
            response = await message.Request.Invoke();
            GC.KeepAlive(held);
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        _running.Remove(message);
        owner.Answer(message, response);
    }
}
