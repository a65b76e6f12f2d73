using Krewe.Runtime.AsyncEnumerables;
using Krewe.Runtime.Timers;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>
/// One activation of a grain. All of the grain's code runs as turns of <see cref="_turns"/>; messages arrive on any thread.
/// State, mailbox and times are guarded by <see cref="_gate"/>, which is never held across grain code.
/// </summary>
internal sealed partial class Activation : IGrainContext, IActivationTarget, IReentrancyTracker, ITurn
{
    private readonly ActivationShared _shared;
    private readonly GrainClassInfo _class;
    private readonly Action<Activation> _ended;
    private readonly TurnQueue _turns;
    private readonly Lock _gate = new();
    private readonly Mailbox _mailbox;
    private readonly TaskCompletionSource _deactivated = new(); // completed as the last thing of the last turn
    private readonly List<GrainTimer> _timers = [];
    private readonly GrainLifecycle _lifecycle;
    private Dictionary<Type, object>? _components;
    private Enumerations? _enumerations; // written in turns
    private AsyncServiceScope? _scope; // set before the grain object is made
    private GrainReference? _reference;

    /// <summary>Makes an activation that does nothing until its first message. Cheap: the loser of a race is just dropped.</summary>
    /// <param name="shared">What all activations use.</param>
    /// <param name="class">The grain's class.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="activationId">This activation.</param>
    /// <param name="ended">Told when it is over, before waiting calls are re-addressed.</param>
    public Activation(ActivationShared shared, GrainClassInfo @class, GrainId grainId, ActivationId activationId, Action<Activation> ended)
    {
        _shared = shared;
        _class = @class;
        _ended = ended;
        GrainId = grainId;
        ActivationId = activationId;
        _turns = new TurnQueue(shared.Turns, this, grainId);
        _mailbox = new Mailbox(@class.Rules);
        _lifecycle = new GrainLifecycle(shared.Logger);
        Address = new GrainAddress
        {
            GrainId = grainId,
            ActivationId = activationId,
            SiloAddress = shared.Silo,
            MembershipVersion = shared.Cluster.Version,
        };
    }

    public GrainId GrainId { get; }

    public ActivationId ActivationId { get; }

    public GrainAddress Address { get; }

    public GrainReference GrainReference => _reference ??= _shared.References.Untyped(GrainId);

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => _scope?.ServiceProvider ?? _shared.Services;

    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    public IWorkItemScheduler Scheduler => _turns;

    public Task Deactivated => _deactivated.Task;

    public GrainClassInfo Class => _class;

    public TurnQueue Turns => _turns;

    public IEnumerable<Activation> Activations => [this];

    public TTarget? GetTarget<TTarget>() where TTarget : class =>
        GrainInstance as TTarget ?? (typeof(IGrainExtension).IsAssignableFrom(typeof(TTarget)) ? GetComponent<TTarget>() : null);

    public TComponent? GetComponent<TComponent>() where TComponent : class
    {
        if (_components is not null && _components.TryGetValue(typeof(TComponent), out var component))
        {
            return (TComponent)component;
        }

        if (typeof(TComponent) == typeof(IAsyncEnumerableGrainExtension))
        {
            SetComponent<IAsyncEnumerableGrainExtension>(_enumerations = new Enumerations(this, _shared));
            return (TComponent?)(object?)_enumerations;
        }

        return this as TComponent
            ?? _shared.Runtime as TComponent
            ?? _shared.Timers as TComponent
            ?? GrainInstance as TComponent
            ?? MakeExtension<TComponent>();
    }

    public void SetComponent<TComponent>(TComponent? value) where TComponent : class
    {
        if (value is null)
        {
            _components?.Remove(typeof(TComponent));
        }
        else
        {
            (_components ??= [])[typeof(TComponent)] = value;
        }
    }

    public Guid EnterReentrantSection(Guid reentrancyId)
    {
        var chain = reentrancyId == Guid.Empty ? _shared.Ids.NextId() : reentrancyId;
        lock (_gate)
        {
            _mailbox.EnterChain(chain);
            QueuePump_NeedsLock();
        }

        return chain;
    }

    public void LeaveReentrantSection(Guid reentrancyId)
    {
        lock (_gate)
        {
            _mailbox.LeaveChain(reentrancyId);
        }
    }

    /// <summary>Enters a timer that ends with the activation.</summary>
    public void AddTimer(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Add(timer);
        }
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => Address.ToString();
}
