namespace Krewe.Silo.Embedding;

/// <summary>What of a silo a host serves at its own addresses.</summary>
[Flags]
public enum KreweEndpoints
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The Open Inference Protocol v2 below <c>/v2</c>.</summary>
    Inference = 1,

    /// <summary>The admin API below <c>/admin/v1</c>.</summary>
    Admin = 2,

    /// <summary><c>/metrics</c> and <c>/metrics/triton</c>.</summary>
    Metrics = 4,

    /// <summary><c>/health/live</c> and <c>/health/ready</c>.</summary>
    Health = 8,

    /// <summary>The page at <c>/</c>; it needs the admin API.</summary>
    Page = 16,
}
