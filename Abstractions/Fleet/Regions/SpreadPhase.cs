namespace Krewe.Fleet.Regions;

/// <summary>How far a model is on its way from its own region and back.</summary>
[GenerateSerializer, Alias("krewe.SpreadPhase")]
public enum SpreadPhase
{
    /// <summary>Its own region serves it.</summary>
    Home,

    /// <summary>It is to be served elsewhere: replicas are made ready there, its own region serves it.</summary>
    Preparing,

    /// <summary>Requests go over, more and more.</summary>
    Leaving,

    /// <summary>Other regions serve it.</summary>
    Away,

    /// <summary>Requests return, more and more.</summary>
    Returning,
}
