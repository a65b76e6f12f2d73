using Krewe.Runtime.Clients;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>What who connects says first.</summary>
/// <param name="Nonce">New with every connection; the answer repeats it.</param>
/// <param name="OldestVersion">The oldest protocol that it speaks.</param>
/// <param name="NewestVersion">The newest.</param>
/// <param name="From">Who it is.</param>
/// <param name="To">Whom it expects: a later life of the same endpoint is another silo.</param>
/// <param name="Role">What it wants to be.</param>
internal sealed record HandshakeHello(Guid Nonce, int OldestVersion, int NewestVersion, SiloIdentity From, SiloAddress To, PeerRole Role)
{
    /// <summary>The client that connects; null for a silo.</summary>
    public ClientIntroduction? Client { get; init; }

    public void Write(ref WireWriter writer)
    {
        writer.BeginObject();
        writer.WriteMember(0);
        writer.WriteBytes(Nonce.ToByteArray());
        writer.WriteMember(1);
        writer.WriteInteger(OldestVersion);
        writer.WriteMember(2);
        writer.WriteInteger(NewestVersion);
        writer.WriteMember(3);
        writer.WriteString(From.Engine);
        writer.WriteMember(4);
        writer.WriteString(From.ClusterId);
        writer.WriteMember(5);
        writer.WriteString(From.ServiceId);
        writer.WriteMember(6);
        writer.WriteString(From.Silo.ToParsableString());
        writer.WriteMember(7);
        writer.WriteString(To.ToParsableString());
        writer.WriteMember(8);
        writer.WriteInteger((long)Role);
        if (Client is { } client)
        {
            writer.WriteMember(9);
            writer.WriteString(client.Client.ToString());
        }

        writer.EndObject();
    }

    public static HandshakeHello Read(ref WireReader reader)
    {
        var nonce = Guid.Empty;
        long oldest = 0, newest = 0, role = 0;
        string engine = string.Empty, cluster = string.Empty, service = string.Empty;
        SiloAddress? from = null, to = null;
        GrainId client = default;
        reader.BeginObject();
        while (reader.ReadField(out var key))
        {
            switch (key - 2)
            {
                case 0: nonce = new Guid(reader.ReadBytes(16)); break;
                case 1: oldest = reader.ReadInteger(0, ushort.MaxValue); break;
                case 2: newest = reader.ReadInteger(0, ushort.MaxValue); break;
                case 3: engine = reader.ReadText(); break;
                case 4: cluster = reader.ReadText(); break;
                case 5: service = reader.ReadText(); break;
                case 6: from = ReadSilo(ref reader); break;
                case 7: to = ReadSilo(ref reader); break;
                case 8: role = reader.ReadInteger(0, byte.MaxValue); break;
                case 9: client = ReadClient(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return from is not null && to is not null && reader.Remaining == 0
            ? new HandshakeHello(nonce, (int)oldest, (int)newest, new SiloIdentity(cluster, service, from, engine), to, (PeerRole)role)
            {
                Client = client.IsDefault ? null : new ClientIntroduction(client),
            }
            : throw reader.Malformed("a handshake that does not say who and whom");
    }

    private static GrainId ReadClient(ref WireReader reader) =>
        GrainId.TryParse(reader.ReadText(), out var client) && ClientIds.IsOutside(client) ? client : throw reader.Malformed("text that is no client");

    private static SiloAddress ReadSilo(ref WireReader reader) =>
        SiloAddress.TryParse(reader.ReadText(), null, out var silo) ? silo : throw reader.Malformed("text that is no silo address");
}
