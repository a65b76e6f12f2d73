namespace Krewe.Pools;

/// <summary>What storing a spec changed.</summary>
[GenerateSerializer, Alias("krewe.AssignChange")]
public enum AssignChange
{
    /// <summary>Nothing: the spec was there.</summary>
    None,

    /// <summary>The model is new.</summary>
    Created,

    /// <summary>The spec is another one; replicas stay.</summary>
    Configured,

    /// <summary>The spec is another one; replicas are replaced.</summary>
    Replaced,
}
