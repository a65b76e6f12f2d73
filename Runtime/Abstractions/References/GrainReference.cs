using Krewe.Runtime.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>A reference to a grain: its identity and the interface it is used by. Generated proxies derive from it.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    /// <summary>Makes a reference. For generated code.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="interfaceType">The interface's stable name.</param>
    /// <param name="sender">Takes the calls.</param>
    protected GrainReference(GrainId grainId, GrainInterfaceType interfaceType, IGrainCallSender sender)
    {
        GrainId = grainId;
        InterfaceType = interfaceType;
        Sender = sender;
    }

    /// <summary>The grain's identity.</summary>
    public GrainId GrainId { get; }

    /// <summary>The interface's stable name.</summary>
    public GrainInterfaceType InterfaceType { get; }

    /// <summary>The interface's name.</summary>
    public virtual string InterfaceName => InterfaceType.ToString();

    /// <summary>The interface's version; 0 when none is declared.</summary>
    public virtual ushort InterfaceVersion => 0;

    /// <summary>Takes the calls. For generated code and the engine.</summary>
    protected internal IGrainCallSender Sender { get; }

    /// <summary>The same grain under another interface.</summary>
    /// <typeparam name="TGrainInterface">A grain interface.</typeparam>
    public virtual TGrainInterface Cast<TGrainInterface>() where TGrainInterface : IAddressable =>
        this is TGrainInterface same ? same : (TGrainInterface)(object)Sender.CreateReference(GrainId, typeof(TGrainInterface));

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{InterfaceName}:{GrainId}";

    /// <summary>Makes a call that has a result. For generated code.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="request">The call.</param>
    protected async Task<T> InvokeAsync<T>(GrainRequest request) => (await Sender.SendAsync(this, request)).GetResult<T>();

    /// <summary>The items that a call gives one after the other. For generated code.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="request">The call.</param>
    protected IAsyncEnumerable<T> InvokeEnumerable<T>(GrainRequest request) => new GrainEnumerable<T>(this, request, GrainEnumerable<T>.DefaultBatchSize);

    /// <summary>Makes a call that has no result. For generated code.</summary>
    /// <param name="request">The call.</param>
    protected async Task InvokeVoidAsync(GrainRequest request) => (await Sender.SendAsync(this, request)).GetResult<object?>();
}
