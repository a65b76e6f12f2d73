namespace Orleans.Configuration;

/// <summary>When activations end.</summary>
public sealed class GrainCollectionOptions
{
    /// <summary>After how much idle time an activation is collected; 15 min by default.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for; 1 min by default.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After how long the token of activation is cancelled; 30 s by default. What does not end then is left behind a second later.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the token of deactivation is cancelled; 30 s by default. What does not end then is left behind a second later.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Collection ages of single classes, by full name.</summary>
    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = new(StringComparer.Ordinal);
}
