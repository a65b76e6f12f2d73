namespace Krewe.Admin.Plans;

/// <summary>What would happen to a replica.</summary>
public enum PlannedStep
{
    /// <summary>It stays where it is, as it is.</summary>
    Keep,

    /// <summary>It would be started.</summary>
    Place,

    /// <summary>It would be stopped, once what replaces it is ready.</summary>
    Stop,

    /// <summary>It would be stopped first, because there is no room for it and what replaces it.</summary>
    StopFirst,

    /// <summary>There is no room for it.</summary>
    Refuse,
}
