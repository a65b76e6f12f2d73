using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of grain classes. Objects are made by the engine, which gives them their activation during construction.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly IGrainRuntime? _runtime;

    /// <summary>Takes the activation that is being built.</summary>
    protected Grain()
        : this(RuntimeContext.Current!)
    {
    }

    /// <summary>Takes the given activation; for tests of a grain class on its own.</summary>
    /// <param name="grainContext">The activation.</param>
    /// <param name="grainRuntime">The engine's services; those of the activation when null.</param>
    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        _runtime = grainRuntime;
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The grain's identity as text.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>The silo's identity as text.</summary>
    public string RuntimeIdentity => Runtime.SiloIdentity;

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Runtime.GrainFactory;

    /// <summary>The activation's services.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext?.ActivationServices ?? Runtime.ServiceProvider;

    internal IGrainRuntime Runtime => _runtime
        ?? GrainContext?.GetComponent<IGrainRuntime>()
        ?? throw new InvalidOperationException($"{GetType()} was not made by the grain engine, so it has no runtime. Get grains from IGrainFactory.");

    /// <summary>Ends this activation when its running requests are done; the next call makes a new one.</summary>
    protected void DeactivateOnIdle() => Runtime.DeactivateOnIdle(GrainContext);

    /// <summary>Keeps the activation from being collected for being idle.</summary>
    /// <param name="timeSpan">For how long; infinite or <see cref="TimeSpan.MaxValue"/> for ever, zero or less takes it back.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => Runtime.DelayDeactivation(GrainContext, timeSpan);

    /// <summary>Moves this activation to another silo when its running requests are done.</summary>
    protected void MigrateOnIdle() => GrainContext.Migrate(RequestContext.Snapshot());

#pragma warning disable CA1725 // The API names the parameter differently here and in the interface.
    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
#pragma warning restore CA1725
}
