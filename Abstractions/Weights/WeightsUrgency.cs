namespace Krewe.Weights;

/// <summary>Who waits for a file; what is more urgent comes later here.</summary>
[GenerateSerializer, Alias("krewe.WeightsUrgency")]
public enum WeightsUrgency
{
    /// <summary>Nobody yet: it is fetched ahead.</summary>
    Preload,

    /// <summary>A replica that is to move here; the one before it serves meanwhile.</summary>
    Move,

    /// <summary>A replica that starts.</summary>
    Start,
}
