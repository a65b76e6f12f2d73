namespace Krewe.Simulation.Tests.Running;

/// <summary>What grains find wrong with how they are called; a singleton of all silos. The first one ends the run.</summary>
public sealed class Findings
{
    /// <summary>The first; null while there is none.</summary>
    public string? First { get; private set; }

    public void Report(string found) => First ??= found;
}
