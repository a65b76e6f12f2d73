namespace Krewe.Commands.Top;

/// <summary>By what the models are ordered.</summary>
internal enum TopSort
{
    /// <summary>Requests a second, most first.</summary>
    Rate,

    /// <summary>Requests waiting, most first.</summary>
    Queue,

    /// <summary>99th percentile of the latency, longest first.</summary>
    P99,

    /// <summary>Name.</summary>
    Name,
}
