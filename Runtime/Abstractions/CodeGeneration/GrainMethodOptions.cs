namespace Krewe.Runtime.CodeGeneration;

/// <summary>How the calls of a grain method are treated; from the attributes on the interface method.</summary>
[Flags]
public enum GrainMethodOptions
{
    /// <summary>An ordinary call: one turn at a time.</summary>
    None = 0,

    /// <summary><c>[AlwaysInterleave]</c>: may run while any other request is suspended.</summary>
    AlwaysInterleave = 1,

    /// <summary><c>[ReadOnly]</c>: interleaves with other read-only requests.</summary>
    ReadOnly = 2,

    /// <summary><c>[OneWay]</c> or a method that returns void: nobody waits for the outcome.</summary>
    OneWay = 4,
}
