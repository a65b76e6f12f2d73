namespace Krewe.Commands.Gpu;

/// <summary>Something that happened on a GPU, as JSON and YAML have it.</summary>
/// <param name="At">When it was told.</param>
/// <param name="Gpu">Its UUID.</param>
/// <param name="Kind">appeared, lost, hung, returned, removed, or reported.</param>
/// <param name="Types">What the driver called it.</param>
/// <param name="Xid">The number of an XID error.</param>
internal sealed record GpuEventView(DateTimeOffset At, string Gpu, string Kind, string? Types, ulong? Xid);
