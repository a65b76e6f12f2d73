using Krewe.Runtime.Serialization;

namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>The answer to a <see cref="HandshakeHello"/>.</summary>
/// <param name="Refusal">None, or why the connection is closed after this.</param>
/// <param name="Version">The protocol that is spoken from now on.</param>
/// <param name="Echo">The nonce of who connected.</param>
/// <param name="Nonce">The nonce of who answers; it is to be repeated before messages are read.</param>
internal sealed record HandshakeWelcome(HandshakeRefusal Refusal, int Version, Guid Echo, Guid Nonce)
{
    public void Write(ref WireWriter writer)
    {
        writer.BeginObject();
        writer.WriteMember(0);
        writer.WriteInteger((long)Refusal);
        writer.WriteMember(1);
        writer.WriteInteger(Version);
        writer.WriteMember(2);
        writer.WriteBytes(Echo.ToByteArray());
        writer.WriteMember(3);
        writer.WriteBytes(Nonce.ToByteArray());
        writer.EndObject();
    }

    public static HandshakeWelcome Read(ref WireReader reader)
    {
        Guid echo = Guid.Empty, nonce = Guid.Empty;
        long refusal = 0, version = 0;
        reader.BeginObject();
        while (reader.ReadField(out var key))
        {
            switch (key - 2)
            {
                case 0: refusal = reader.ReadInteger(0, byte.MaxValue); break;
                case 1: version = reader.ReadInteger(0, ushort.MaxValue); break;
                case 2: echo = new Guid(reader.ReadBytes(16)); break;
                case 3: nonce = new Guid(reader.ReadBytes(16)); break;
                default: reader.Skip(); break;
            }
        }

        return new HandshakeWelcome((HandshakeRefusal)refusal, (int)version, echo, nonce);
    }
}
