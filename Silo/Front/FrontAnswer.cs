namespace Krewe.Silo.Front;

/// <summary>The one answer to a request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The protocol's JSON.</param>
/// <param name="RetryAfter">When trying again makes sense; null when it does not.</param>
internal readonly record struct FrontAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null);
