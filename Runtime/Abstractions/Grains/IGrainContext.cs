using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of a grain.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    /// <summary>The grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The activation.</summary>
    ActivationId ActivationId { get; }

    /// <summary>Where it is.</summary>
    GrainAddress Address { get; }

    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain object; null before it is made.</summary>
    object? GrainInstance { get; }

    /// <summary>Services of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>The stages of its life.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Queues work as turns of this activation.</summary>
    IWorkItemScheduler Scheduler { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Begins activation, if it has not begun.</summary>
    /// <param name="requestContext">The request context for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);

    /// <summary>Begins deactivation, if it has not begun.</summary>
    /// <param name="deactivationReason">Why.</param>
    /// <param name="cancellationToken">Cuts the work of deactivation short.</param>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    /// <summary>Begins to move the activation to another silo.</summary>
    /// <param name="requestContext">May carry a placement hint.</param>
    /// <param name="cancellationToken">Gives up.</param>
    void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);

    /// <summary>Takes over what the previous activation left, before activation.</summary>
    /// <param name="context">What it left.</param>
    void Rehydrate(IRehydrationContext context);

    /// <summary>Queues a message.</summary>
    /// <param name="message">A message of the engine.</param>
    void ReceiveMessage(object message);

    /// <summary>Attaches a component, or removes it.</summary>
    /// <typeparam name="TComponent">The component's type, by which it is found.</typeparam>
    /// <param name="value">The component, or null.</param>
    void SetComponent<TComponent>(TComponent? value) where TComponent : class;
}
