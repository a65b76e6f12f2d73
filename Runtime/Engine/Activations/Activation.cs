using Krewe.Runtime.AsyncEnumerables;
using Krewe.Runtime.Timers;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>
/// One activation of a grain. All of the grain's code runs as turns of <see cref="_turns"/>; messages arrive on any thread.
/// State, mailbox and times are guarded by <see cref="Gate"/>, which is never held across grain code.
/// There may be millions: what a resting one does not need is made when it is first used (docs/engine.md, "What an activation weighs").
/// </summary>
internal sealed partial class Activation : IGrainContext, IActivationTarget, IReentrancyTracker, ITurn
{
    private readonly ActivationShared _shared;
    private readonly GrainClassInfo _class;
    private readonly IActivationOwner _owner;
    private readonly TurnQueue _turns;
    private readonly Mailbox _mailbox;
    private TaskCompletionSource? _deactivated; // under Gate: completed as the last thing of the last turn
    private InlineList<GrainTimer> _timers; // under Gate
    private GrainLifecycle? _lifecycle; // written in turns
    private Dictionary<Type, object>? _components;
    private IServiceScope? _scope; // under Gate
    private bool _isDisposed; // under Gate: the grain object and the scope
    private GrainReference? _reference;

    /// <summary>Makes an activation that does nothing until its first message. Cheap: the loser of a race is just dropped.</summary>
    /// <param name="shared">What all activations use.</param>
    /// <param name="class">The grain's class.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="activationId">This activation.</param>
    /// <param name="owner">Told when it is over.</param>
    public Activation(ActivationShared shared, GrainClassInfo @class, GrainId grainId, ActivationId activationId, IActivationOwner owner)
    {
        _shared = shared;
        _class = @class;
        _owner = owner;
        _mailbox = new Mailbox(@class.Rules);
        _turns = new TurnQueue(shared.Turns, this, _mailbox);
        Address = new GrainAddress
        {
            GrainId = grainId,
            ActivationId = activationId,
            SiloAddress = shared.Silo,
            MembershipVersion = shared.Cluster.Version,
        };
    }

    public GrainId GrainId => Address.GrainId;

    public ActivationId ActivationId => Address.ActivationId;

    public GrainAddress Address { get; }

    public GrainReference GrainReference => _reference ??= _shared.References.Untyped(GrainId);

    public object? GrainInstance { get; private set; }

    /// <summary>A scope of its own, made when it is first asked for; before the activation begins and after its end, the silo's services.</summary>
    public IServiceProvider ActivationServices
    {
        get
        {
            lock (Gate)
            {
                return _state == ActivationState.Created || _isDisposed ? _shared.Services : (_scope ??= _shared.Services.CreateScope()).ServiceProvider;
            }
        }
    }

    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new GrainLifecycle(_shared.Logger);

    public IWorkItemScheduler Scheduler => _turns;

    public Task Deactivated
    {
        get
        {
            lock (Gate)
            {
                return (_deactivated ??= new TaskCompletionSource()).Task;
            }
        }
    }

    public GrainClassInfo Class => _class;

    public TurnQueue Turns => _turns;

    public IEnumerable<Activation> Activations => [this];

    /// <summary>The lock: the mailbox, which nobody else sees.</summary>
    private object Gate => _mailbox;

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
            var enumerations = new Enumerations(this, _shared);
            SetComponent<IAsyncEnumerableGrainExtension>(enumerations);
            return (TComponent)(object)enumerations;
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
        lock (Gate)
        {
            _mailbox.EnterChain(chain);
            QueuePump_NeedsLock();
        }

        return chain;
    }

    public void LeaveReentrantSection(Guid reentrancyId)
    {
        lock (Gate)
        {
            _mailbox.LeaveChain(reentrancyId);
        }
    }

    /// <summary>Enters a timer that ends with the activation.</summary>
    public void AddTimer(GrainTimer timer)
    {
        lock (Gate)
        {
            _timers.Add(timer);
        }
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (Gate)
        {
            _timers.Remove(timer);
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => Address.ToString();
}
