namespace Krewe.Events;

/// <summary>How much an event asks for a person's attention.</summary>
[GenerateSerializer, Alias("krewe.EventLevel")]
public enum EventLevel
{
    /// <summary>Something was decided or happened as it should.</summary>
    Information,

    /// <summary>Something was refused, or went wrong and is being repaired.</summary>
    Warning,

    /// <summary>Something was lost.</summary>
    Error,
}
