namespace Krewe.Silo.Front.Protocol;

/// <summary>What one message may contain at most. The length of the body is bounded by the caller (413).</summary>
internal sealed record InferenceLimits
{
    /// <summary>The limits that hold unless the host configures others.</summary>
    internal static InferenceLimits Default { get; } = new();

    /// <summary>Input tensors of one request; at least 1.</summary>
    internal int MaxInputs { get; init; } = 1_000;

    /// <summary>Output tensors asked for by one request, or in one answer; at least 1.</summary>
    internal int MaxOutputs { get; init; } = 1_000;

    /// <summary>Elements of all tensors of one message together.</summary>
    internal long MaxElements { get; init; } = 64 * 1024 * 1024;

    /// <summary>Members of one <c>parameters</c> object.</summary>
    internal int MaxParameters { get; init; } = 100;

    /// <summary>Bytes of UTF-8 of a tensor's name, a parameter's name, or an id.</summary>
    internal int MaxNameBytes { get; init; } = 256;

    /// <summary>Nested objects and arrays outside of tensor data; at most 32.</summary>
    internal int MaxDepth { get; init; } = 32;
}
