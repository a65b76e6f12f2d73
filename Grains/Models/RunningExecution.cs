using Krewe.Models;

namespace Krewe.Grains.Models;

/// <summary>A slot in use.</summary>
/// <param name="Ticket">What it was granted for.</param>
/// <param name="Cost">What its tenant was charged, in milliseconds.</param>
/// <param name="StartedAt">When it was granted.</param>
/// <param name="LeakedAt">When its front must have reported; later it is taken for lost and the slot is freed.</param>
/// <param name="KeptBy">The front that keeps the slot for further executions; null when it is for this one alone.</param>
/// <param name="Waited">How long it waited before.</param>
/// <param name="Batch">The batch that it is part of, which takes one slot; null when it is executed by itself.</param>
/// <param name="BatchRows">Rows of that batch, its own included; its own rows without one.</param>
/// <param name="Warm">Whether the request before with its affinity key was executed there; null without a key.</param>
internal readonly record struct RunningExecution(
    Ticket Ticket,
    double Cost,
    DateTimeOffset StartedAt,
    DateTimeOffset LeakedAt,
    string? KeptBy = null,
    TimeSpan Waited = default,
    string? Batch = null,
    int BatchRows = 1,
    bool? Warm = null);
