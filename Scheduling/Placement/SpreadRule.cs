namespace Krewe.Scheduling.Placement;

/// <summary>How replicas of one model share hosts.</summary>
public enum SpreadRule
{
    /// <summary>As it packs best.</summary>
    None = 0,

    /// <summary>Hosts with fewer replicas of the model come first, before all that packing says.</summary>
    Prefer = 1,

    /// <summary>At most one replica of the model on a host.</summary>
    Require = 2,
}
