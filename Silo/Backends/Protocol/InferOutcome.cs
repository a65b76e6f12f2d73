namespace Krewe.Silo.Backends.Protocol;

/// <summary>What came of one question to a model server.</summary>
internal enum InferOutcome
{
    /// <summary>An answer in the protocol's form.</summary>
    Answered,

    /// <summary>The connection broke before the answer was complete. The server may have done the work; nobody has seen a result.</summary>
    Lost,

    /// <summary>The server found fault with the request (4xx).</summary>
    Rejected,

    /// <summary>The server failed on the request (5xx, or an answer that is none).</summary>
    Failed,

    /// <summary>The request was not sent: no connection. The server has not seen it.</summary>
    NotSent,

    /// <summary>The answer is to another request, which was answered late or twice. What this one's answer would have been nobody knows.</summary>
    Foreign,

    /// <summary>The answer broke the protocol: not JSON, no outputs, or beyond the size limit.</summary>
    Malformed,
}
