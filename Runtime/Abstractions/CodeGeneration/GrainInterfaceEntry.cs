using Orleans.Runtime;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>A grain interface with its generated proxy.</summary>
/// <param name="InterfaceType">The interface.</param>
/// <param name="InterfaceName">Its stable name.</param>
/// <param name="Methods">The methods that it declares itself; inherited ones stand with the interface that declares them.</param>
/// <param name="CreateReference">Makes a proxy.</param>
public sealed record GrainInterfaceEntry(
    Type InterfaceType,
    string InterfaceName,
    IReadOnlyList<GrainMethod> Methods,
    Func<GrainId, IGrainCallSender, GrainReference> CreateReference);
