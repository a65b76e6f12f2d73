namespace Krewe.Storage.Events;

/// <summary>An event as a consumer gets it.</summary>
/// <param name="Sequence">Its number in the log, from 1.</param>
/// <param name="Payload">What was appended.</param>
/// <param name="AppendedAt">When, by the log's clock.</param>
/// <param name="Deliveries">How often the group got it, this time included; above 1 it may have been worked on before.</param>
public sealed record LoggedEvent(long Sequence, ReadOnlyMemory<byte> Payload, DateTimeOffset AppendedAt, int Deliveries);
