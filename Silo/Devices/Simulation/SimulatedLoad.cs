namespace Krewe.Silo.Devices.Simulation;

/// <summary>What the models do to a device in one second.</summary>
/// <param name="MemoryBytes">Bytes of its memory that they hold.</param>
/// <param name="Busy">Share of its compute that they use; 0 to 1.</param>
internal readonly record struct SimulatedLoad(long MemoryBytes, double Busy);
