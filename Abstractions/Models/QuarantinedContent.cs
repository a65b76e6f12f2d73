namespace Krewe.Models;

/// <summary>The content of a request that is not executed any more, because two replicas were lost while they executed it.</summary>
/// <param name="Digest">SHA-256 of the body for the model server, without the request's id, in hexadecimal.</param>
/// <param name="Until">When it is tried again.</param>
[GenerateSerializer, Immutable, Alias("krewe.QuarantinedContent")]
public readonly record struct QuarantinedContent(string Digest, DateTimeOffset Until);
