namespace Krewe.Silo.Backends.Protocol;

/// <summary>The answer of a model server to one request.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Body">The server's JSON, as it wrote it, when answered; else empty.</param>
/// <param name="Error">The server's own error text, or what went wrong; empty when answered.</param>
/// <param name="Status">Its HTTP status; 0 when there was none.</param>
internal sealed record InferReply(InferOutcome Outcome, ReadOnlyMemory<byte> Body, string Error, int Status);
