namespace Krewe.Silo.Front.Protocol;

/// <summary>One output of an answer.</summary>
/// <param name="Name">Unique in the answer.</param>
/// <param name="Raw">Its whole JSON object: a slice of the answer.</param>
internal readonly record struct ResponseOutput(string Name, ReadOnlyMemory<byte> Raw);
