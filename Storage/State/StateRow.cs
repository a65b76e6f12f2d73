namespace Krewe.Storage.State;

/// <summary>A stored state.</summary>
internal readonly record struct StateRow(long Etag, byte[] Payload);
