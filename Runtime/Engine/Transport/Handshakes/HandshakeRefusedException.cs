namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>The two do not belong together.</summary>
internal sealed class HandshakeRefusedException(HandshakeRefusal refusal, string message) : Exception(message)
{
    public HandshakeRefusal Refusal => refusal;
}
