namespace Krewe.Silo.Front.Protocol;

/// <summary>Why a message of the protocol was refused.</summary>
/// <param name="Status">The HTTP status to answer with: 400 or 415 for a client's fault, 502 for a model server's.</param>
/// <param name="Code">A stable code of <see cref="ProtocolCodes"/>.</param>
/// <param name="Message">What was wrong, where, and what would be right. Text of the sender is quoted and cut.</param>
/// <param name="RequestId">The request's <c>id</c>, when it had been read before the fault was found.</param>
internal sealed record ProtocolFault(int Status, string Code, string Message, string? RequestId = null)
{
    internal static ProtocolFault BadRequest(string code, string message) => new(400, code, message);

    internal static ProtocolFault BadGateway(string code, string message) => new(502, code, message);
}
