using System.Buffers.Binary;
using System.IO.Pipelines;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Serialization;
using Krewe.Runtime.Transport.Frames;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>
/// Hello, welcome, and the welcome's nonce sent back. Each side sees its own new nonce come back before it believes anything, so neither
/// side of a recorded session can be played again. (Who can answer instead of replaying is kept out by TLS, not by this.)
/// </summary>
internal sealed class Handshake(SiloIdentity self, IIdSource ids)
{
    public const int OldestVersion = 1;
    public const int NewestVersion = 1;

    /// <summary>The side that connected.</summary>
    /// <returns>The number of the first message's frame.</returns>
    public async Task<uint> OpenAsync(PipeReader input, PipeWriter output, SiloAddress peer, CancellationToken cancellationToken)
    {
        var hello = new HandshakeHello(ids.NextId(), OldestVersion, NewestVersion, self, peer, PeerRole.Silo);
        await HandshakeFrame.WriteAsync(output, hello.Write, cancellationToken);
        var welcome = await HandshakeFrame.ReadAsync(input, HandshakeWelcome.Read, cancellationToken);
        if (welcome.Refusal != HandshakeRefusal.None)
        {
            throw new HandshakeRefusedException(welcome.Refusal, $"{peer} refused: {Reason(welcome.Refusal)}");
        }

        if (welcome.Echo != hello.Nonce || welcome.Version is < OldestVersion or > NewestVersion)
        {
            throw new ProtocolException($"{peer} answered another handshake");
        }

        await HandshakeFrame.WriteAsync(output, (ref WireWriter writer) => writer.WriteBytes(welcome.Nonce.ToByteArray()), cancellationToken);
        return FirstSequence(welcome.Nonce);
    }

    /// <summary>The side that was connected to.</summary>
    /// <returns>Who connected, and the number of the first message's frame.</returns>
    public async Task<(HandshakeHello Peer, uint FirstSequence)> AcceptAsync(PipeReader input, PipeWriter output, CancellationToken cancellationToken)
    {
        var hello = await HandshakeFrame.ReadAsync(input, HandshakeHello.Read, cancellationToken);
        var refusal = Judge(hello);
        var welcome = new HandshakeWelcome(refusal, Math.Min(NewestVersion, hello.NewestVersion), hello.Nonce, ids.NextId());
        await HandshakeFrame.WriteAsync(output, welcome.Write, cancellationToken);
        if (refusal != HandshakeRefusal.None)
        {
            throw new HandshakeRefusedException(refusal, $"{hello.From.Silo} looks for {hello.To}: {Reason(refusal)}");
        }

        var repeated = await HandshakeFrame.ReadAsync(input, static (ref WireReader reader) => new Guid(reader.ReadBytes(16)), cancellationToken);
        return repeated == welcome.Nonce
            ? (hello, FirstSequence(welcome.Nonce))
            : throw new ProtocolException($"{hello.From.Silo} repeated another connection's nonce: a replayed session");
    }

    private static uint FirstSequence(Guid nonce) => BinaryPrimitives.ReadUInt32LittleEndian(nonce.ToByteArray());

    private HandshakeRefusal Judge(HandshakeHello hello)
    {
        if (hello.OldestVersion > NewestVersion || hello.NewestVersion < OldestVersion)
        {
            return HandshakeRefusal.Version;
        }

        return hello.From.Engine != self.Engine ? HandshakeRefusal.Engine
            : hello.From.ClusterId != self.ClusterId ? HandshakeRefusal.Cluster
            : hello.From.ServiceId != self.ServiceId ? HandshakeRefusal.Service
            : hello.To != self.Silo ? HandshakeRefusal.StaleSilo
            : hello.Role != PeerRole.Silo ? HandshakeRefusal.Role
            : HandshakeRefusal.None;
    }

    private string Reason(HandshakeRefusal refusal) => refusal switch
    {
        HandshakeRefusal.Version => $"no common version of the protocol; this silo speaks {OldestVersion} to {NewestVersion}",
        HandshakeRefusal.Engine => $"another grain engine; this silo runs on '{self.Engine}'",
        HandshakeRefusal.Cluster => $"another cluster; this silo is of '{self.ClusterId}' (ClusterOptions.ClusterId)",
        HandshakeRefusal.Service => $"another service; this silo is of '{self.ServiceId}' (ClusterOptions.ServiceId)",
        HandshakeRefusal.StaleSilo => $"the address names another silo or another life of it; this silo is {self.Silo}",
        HandshakeRefusal.Role => "clients are not served at this port",
        _ => $"code {(byte)refusal}",
    };
}
