namespace Krewe.Runtime.Generator;

/// <summary>A grain interface for which a proxy is written.</summary>
/// <param name="TypeName">The interface in code, from <c>global::</c> on.</param>
/// <param name="WireName">Its stable name.</param>
/// <param name="Identifier">Unique within the assembly, usable in names of generated classes.</param>
/// <param name="Version">From <c>[Version]</c>; 0 without.</param>
/// <param name="IsExtension">Whether its target is a component of the activation instead of the grain.</param>
/// <param name="Methods">Its own methods and all inherited ones.</param>
internal sealed record InterfaceModel(
    string TypeName,
    string WireName,
    string Identifier,
    int Version,
    bool IsExtension,
    EquatableArray<MethodModel> Methods);
