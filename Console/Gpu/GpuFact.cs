namespace Krewe.Commands.Gpu;

/// <summary>What a device answered to one question.</summary>
/// <param name="Device">Its UUID.</param>
/// <param name="Quantity">The binding's name for it.</param>
/// <param name="Code">The library's code.</param>
/// <param name="Value">The value; null when there was none.</param>
/// <param name="Microseconds">How long it took.</param>
internal sealed record GpuFact(string Device, string Quantity, string Code, string? Value, double Microseconds);
