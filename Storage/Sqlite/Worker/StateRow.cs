namespace Krewe.Storage.Sqlite.Worker;

/// <summary>A stored state.</summary>
internal readonly record struct StateRow(long Etag, byte[] Payload);
