namespace Krewe.Runtime.Identity;

/// <summary>Where new identities come from; seeded in simulation.</summary>
internal interface IIdSource
{
    /// <summary>An identity that is unique in the cluster.</summary>
    Guid NextId();

    /// <summary>A number that is unique among the calls of this silo.</summary>
    long NextCorrelationId();
}
