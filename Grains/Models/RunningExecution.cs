namespace Krewe.Grains.Models;

/// <summary>A slot in use.</summary>
/// <param name="StartedAt">When it was granted.</param>
/// <param name="LeakedAt">When its front must have reported; later it is taken for lost and the slot is freed.</param>
internal readonly record struct RunningExecution(DateTimeOffset StartedAt, DateTimeOffset LeakedAt);
