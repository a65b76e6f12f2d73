namespace Krewe.Planning.Fleets;

/// <summary>A machine that may come and go, in a replay. Owned by <see cref="FleetMachines"/>.</summary>
internal sealed class ElasticMachine(string name, ElasticGroup group)
{
    public string Name => name;

    public ElasticGroup Group => group;

    public ElasticPhase Phase { get; set; }

    /// <summary>When it is a host.</summary>
    public double ReadyAt { get; set; }

    /// <summary>When its owner takes it back.</summary>
    public double EndsAt { get; set; } = double.PositiveInfinity;

    /// <summary>Since when nobody needs it; null while somebody does.</summary>
    public double? SuperfluousSince { get; set; }
}
