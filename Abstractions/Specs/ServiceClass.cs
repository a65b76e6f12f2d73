namespace Krewe.Specs;

/// <summary>How important a request is. Strictly by class, with an ageing bound so that nothing starves.</summary>
[GenerateSerializer, Alias("krewe.ServiceClass")]
public enum ServiceClass
{
    /// <summary>First of all; the protocol's priority 1.</summary>
    Critical = 0,

    /// <summary>The usual; the protocol's priority 2.</summary>
    Standard = 1,

    /// <summary>When nothing else waits; the protocol's priority 3 and beyond.</summary>
    Batch = 2,
}
