namespace Krewe.Silo.Backends.Protocol;

/// <summary>An answer was larger than the limit.</summary>
internal sealed class ResponseTooLargeException(int limit) : Exception($"the answer is larger than the limit of {limit} bytes");
