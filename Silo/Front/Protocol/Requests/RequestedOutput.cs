namespace Krewe.Silo.Front.Protocol;

/// <summary>One output that a request asks for.</summary>
/// <param name="Name">Unique in the request.</param>
/// <param name="Parameters">As they were sent.</param>
internal sealed record RequestedOutput(string Name, IReadOnlyList<RawParameter> Parameters);
