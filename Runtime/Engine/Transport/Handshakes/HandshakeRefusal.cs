namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>Why a connection is refused. The numbers are part of the protocol.</summary>
internal enum HandshakeRefusal : byte
{
    None = 0,
    Version = 1,
    Engine = 2,
    Cluster = 3,
    Service = 4,
    StaleSilo = 5,
    Role = 6,
}
