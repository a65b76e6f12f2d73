namespace Krewe.Inference;

/// <summary>An answer of a front.</summary>
/// <param name="Status">As of HTTP.</param>
/// <param name="Body">The protocol's JSON, UTF-8.</param>
/// <param name="RetryAfter">When trying again makes sense; null when it does not.</param>
public readonly record struct InferenceReply(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null);
