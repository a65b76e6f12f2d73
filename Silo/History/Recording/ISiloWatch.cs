namespace Krewe.Silo.History.Recording;

/// <summary>Looks at this silo. A seam for tests.</summary>
internal interface ISiloWatch
{
    /// <summary>What it is now. Does not throw for what does not answer.</summary>
    Task<SiloObservation> LookAsync();
}
