using System.Collections.Concurrent;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Migration;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>The activations of this silo. A message finds its activation or makes it.</summary>
internal sealed class Catalog : IMessageSink, IActivationOwner
{
    /// <summary>Of the time that the host still has to stop; the rest is for leaving the cluster and closing what is open.</summary>
    private const double GrainsShareOfStop = 2.0 / 3;

    private readonly ConcurrentDictionary<GrainId, IActivationTarget> _targets = new();
    private readonly ActivationShared _shared;
    private readonly GrainClasses _classes;
    private readonly Func<GrainId, IActivationTarget> _create;
    private readonly StopBudget _budget;
    private volatile bool _stopped;

    public Catalog(ActivationShared shared, GrainClasses classes, StopBudget budget)
    {
        _shared = shared;
        _budget = budget;
        _classes = classes;
        _create = Create;
    }

    /// <summary>The activations that are there now, ordered by grain.</summary>
    public IReadOnlyList<Activation> Activations => [.. _targets.Values.SelectMany(target => target.Activations).OrderBy(one => one.GrainId)];

    /// <summary>Some of the activations that are there now, ordered by grain.</summary>
    public IReadOnlyList<Activation> Find(Predicate<Activation> match) =>
        [.. _targets.SelectMany(target => target.Value.Activations).Where(activation => match(activation)).OrderBy(one => one.GrainId)];

    /// <summary>How many activations there are, about: a group of stateless workers counts as one.</summary>
    public int Count => _targets.Count;

    /// <summary>How many activations were used, or are being used, within a time.</summary>
    public int CountUsedWithin(TimeSpan time) => _targets.Sum(target => target.Value.Activations.Count(activation => activation.IsUsedWithin(time)));

    public void Deliver(Message message)
    {
        if (message.Kind == MessageKind.Cancel)
        {
            Cancel(message);
            return;
        }

        try
        {
            while (true)
            {
                if (!_targets.TryGetValue(message.Target, out var target))
                {
                    if (_stopped && _shared.Cluster.Active.Any(silo => silo != _shared.Silo))
                    {
                        _shared.Messages.Readdress(message, isForward: true);
                        return;
                    }

                    ThrowIfStopped(message.Target);
                    target = _targets.GetOrAdd(WithOwnType(message.Target), _create);
                }

                if (target.TryReceive(message))
                {
                    return;
                }

                Remove(message.Target, target);
            }
        }
        catch (Exception exception)
        {
            _shared.Messages.Reject(message, exception);
        }
    }

    /// <summary>The activation of a grain that is there now, or null; for stateless workers any of them.</summary>
    public Activation? Find(GrainId grainId) => _targets.TryGetValue(grainId, out var target) ? target.Activations.FirstOrDefault() : null;

    /// <summary>Takes no new grains any more and ends all activations.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops.");
        using var budget = TimeBudget.Start(_budget.Share(GrainsShareOfStop), _shared.Time, cancellationToken);
        while (Activations is { Count: > 0 } left)
        {
            foreach (var activation in left)
            {
                activation.Deactivate(reason, budget.Token);
            }

            // Ends: what hangs is left behind a second after its time.
            await Task.WhenAll(left.Select(activation => activation.Deactivated));
        }
    }

    /// <summary>
    /// Makes an activation that goes on from what another one left. Returns who is registered then, null when there is one here that serves. One
    /// that is about to end, because calls came here before the grain did or because the grain was here a moment ago, is waited for: refusing
    /// would lose what the grain holds.
    /// </summary>
    public async Task<GrainAddress?> ReceiveAsync(GrainMigration migration)
    {
        var grainId = migration.Previous.GrainId;
        ThrowIfStopped(grainId);
        if (Create(grainId) is not Activation activation)
        {
            return null;
        }

        activation.TakeOverFrom(migration.Previous, new RehydrationContext(migration.Values, _shared.Sender)); // before a call can find it
        for (var waits = 0; !_targets.TryAdd(grainId, activation); waits++)
        {
            if (_targets.TryGetValue(grainId, out var target) && (waits == 5 || target is not Activation other || !await other.EndsAsync()))
            {
                return null;
            }

            ThrowIfStopped(grainId);
        }

        activation.Activate(null);
        return await activation.Registered;
    }

    /// <summary>Looks for requests that take long or hang.</summary>
    public void Inspect()
    {
        foreach (var (_, target) in _targets)
        {
            target.Inspect();
        }
    }

    /// <summary>Ends everything without a word: the silo no longer belongs to the cluster.</summary>
    public void Abandon()
    {
        _stopped = true;
        foreach (var activation in Activations)
        {
            activation.Abandon();
        }
    }

    void IActivationOwner.Ended(Activation activation) => Remove(activation.GrainId, activation);

    private void Cancel(Message message)
    {
        if (_targets.TryGetValue(message.Target, out var target))
        {
            foreach (var activation in target.Activations)
            {
                activation.Cancel(message);
            }
        }
    }

    /// <summary>The same identity, on the one copy of its type that the silo has: what came in a message has its own.</summary>
    private GrainId WithOwnType(GrainId grainId) => _classes.Find(grainId.Type) is { } info ? GrainId.Create(info.GrainType, grainId.Key) : grainId;

    private IActivationTarget Create(GrainId grainId)
    {
        var info = _classes.Find(grainId.Type) ?? throw new OrleansMessageRejectionException(
            $"KRW7036: No grain class with the type '{grainId.Type}' is known in this silo ({grainId}).");
        return info.Placement is StatelessWorkerPlacement workers
            ? new StatelessWorkerGroup(workers.MaxLocal, owner => CreateActivation(info, grainId, owner), group => Remove(grainId, group))
            : CreateActivation(info, grainId, this);
    }

    private Activation CreateActivation(GrainClassInfo info, GrainId grainId, IActivationOwner owner) =>
        new(_shared, info, grainId, new ActivationId(_shared.Ids.NextId()), owner);

    private void Remove(GrainId grainId, IActivationTarget target) =>
        _targets.TryRemove(new KeyValuePair<GrainId, IActivationTarget>(grainId, target));

    private void ThrowIfStopped(GrainId grainId)
    {
        if (_stopped)
        {
            throw new SiloUnavailableException($"KRW7037: The silo is stopping and activates no grains any more ({grainId}).");
        }
    }
}
