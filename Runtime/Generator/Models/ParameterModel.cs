namespace Krewe.Runtime.Generator;

/// <summary>A parameter of a grain method.</summary>
/// <param name="Type">Its type in code, with nullability.</param>
/// <param name="TypeOf">Its type as <c>typeof</c> takes it.</param>
/// <param name="Id">Its number on the wire.</param>
/// <param name="IsImmutable">Whether arguments are shared.</param>
/// <param name="IsToken">Whether it is the cancellation token.</param>
internal sealed record ParameterModel(string Type, string TypeOf, uint Id, bool IsImmutable, bool IsToken);
