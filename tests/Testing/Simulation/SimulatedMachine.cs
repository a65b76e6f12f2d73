namespace Krewe.Testing.Simulation;

/// <summary>What stays when a silo is started again: its number, its port and its clock.</summary>
/// <param name="Number">Counts from 0.</param>
/// <param name="ClockRate">How fast its clock runs; 1 is right.</param>
/// <param name="ClockOffset">How far its clock is ahead at first.</param>
internal sealed record SimulatedMachine(int Number, double ClockRate, TimeSpan ClockOffset)
{
    public string Name => $"silo-{Number}";

    public int Port => 11_111 + Number;

    /// <summary>Where clients connect.</summary>
    public int GatewayPort => 30_000 + Number;
}
