namespace Krewe.Commands.Gpu;

/// <summary>A process on a GPU, as JSON and YAML have it.</summary>
/// <param name="ProcessId">Its number, as the driver has it.</param>
/// <param name="Kind">compute, graphics or mps.</param>
/// <param name="Name">Its name; null when the driver does not tell.</param>
/// <param name="MemoryBytes">Device memory; null when the driver does not tell.</param>
internal sealed record GpuProcessView(uint ProcessId, string Kind, string? Name, ulong? MemoryBytes);
