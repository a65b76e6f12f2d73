namespace Digits.Server.Protocol;

/// <summary>A request that cannot be answered; carries the HTTP status and what to tell the caller.</summary>
internal sealed class ProtocolException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status, 400..499.</summary>
    public int Status { get; } = status;

    /// <summary>What the caller sent is wrong.</summary>
    public static ProtocolException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
