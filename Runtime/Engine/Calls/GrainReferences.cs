using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.Runtime.Calls;

/// <summary>Makes grain references.</summary>
internal sealed class GrainReferences(IServiceProvider services)
{
    private readonly Lazy<IGrainCallSender> _sender = new(() => (IGrainCallSender)services.GetService(typeof(IGrainCallSender))!);

    public GrainReference Create(GrainId grainId, Type interfaceType) =>
        ManifestRegistry.Instance.CreateReference(interfaceType, grainId, _sender.Value);

    public GrainReference Create(GrainId grainId, GrainInterfaceType interfaceType) =>
        ManifestRegistry.Instance.FindInterface(interfaceType.ToString())?.CreateReference(grainId, _sender.Value)
        ?? throw new ArgumentException($"KRW7038: No grain interface with the name '{interfaceType}' is known in this process.", nameof(interfaceType));

    /// <summary>A reference that has to be cast before it can be called.</summary>
    public GrainReference Untyped(GrainId grainId) => new UntypedReference(grainId, _sender.Value);

    private sealed class UntypedReference(GrainId grainId, IGrainCallSender sender) : GrainReference(grainId, default, sender);
}
