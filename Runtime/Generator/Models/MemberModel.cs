namespace Krewe.Runtime.Generator;

/// <summary>A serialized member.</summary>
/// <param name="Id">Its number on the wire: twice its <c>[Id]</c>, or twice its position in the primary constructor and one.</param>
/// <param name="Name">The field or property.</param>
/// <param name="Type">Its type in code.</param>
/// <param name="Field">The field that is reached by an accessor; empty when the member is used by its name.</param>
/// <param name="IsImmutable">Whether its value is shared.</param>
internal sealed record MemberModel(uint Id, string Name, string Type, string Field, bool IsImmutable);
