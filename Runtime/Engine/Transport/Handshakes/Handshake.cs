using System.Buffers.Binary;
using System.IO.Pipelines;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Serialization;
using Krewe.Runtime.Transport.Frames;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>
/// Hello, welcome, and the welcome's nonce sent back. Each side sees its own new nonce come back before it believes anything, so neither
/// side of a recorded session can be played again. (Who can answer instead of replaying is kept out by TLS, not by this.)
/// </summary>
internal sealed class Handshake(SiloIdentity self, IIdSource ids, PeerRole serves = PeerRole.Silo)
{
    public const int OldestVersion = 1;
    public const int NewestVersion = 1;

    /// <summary>The side that connected.</summary>
    /// <returns>The number of the first message's frame.</returns>
    public async Task<uint> OpenAsync(PipeReader input, PipeWriter output, SiloAddress peer, CancellationToken cancellationToken) =>
        (await IntroduceAsync(input, output, peer, null, cancellationToken)).FirstThere;

    /// <summary>The side that connected, be it a silo or a client.</summary>
    /// <returns>The number of the first message's frame, there and, for a client, back.</returns>
    public async Task<(uint FirstThere, uint FirstBack)> IntroduceAsync(
        PipeReader input, PipeWriter output, SiloAddress peer, ClientIntroduction? client, CancellationToken cancellationToken)
    {
        var hello = new HandshakeHello(ids.NextId(), OldestVersion, NewestVersion, self, peer, client is null ? PeerRole.Silo : PeerRole.Client) { Client = client };
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
        return (FirstSequence(welcome.Nonce), FirstSequence(hello.Nonce));
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

    public static uint FirstSequence(Guid nonce) => BinaryPrimitives.ReadUInt32LittleEndian(nonce.ToByteArray());

    private HandshakeRefusal Judge(HandshakeHello hello)
    {
        if (hello.OldestVersion > NewestVersion || hello.NewestVersion < OldestVersion)
        {
            return HandshakeRefusal.Version;
        }

        return hello.From.Engine != self.Engine ? HandshakeRefusal.Engine
            : hello.From.ClusterId != self.ClusterId ? HandshakeRefusal.Cluster
            : hello.From.ServiceId != self.ServiceId ? HandshakeRefusal.Service
            : hello.Role != serves || (hello.Client is null) != (serves == PeerRole.Silo) ? HandshakeRefusal.Role
            : hello.To != self.Silo && !IsAnyLife(hello) ? HandshakeRefusal.StaleSilo
            : HandshakeRefusal.None;
    }

    /// <summary>Clients with a list of endpoints know of no lives.</summary>
    private bool IsAnyLife(HandshakeHello hello) => serves == PeerRole.Client && hello.To.Generation == 0;

    private string Reason(HandshakeRefusal refusal) => refusal switch
    {
        HandshakeRefusal.Version => $"no common version of the protocol; this silo speaks {OldestVersion} to {NewestVersion}",
        HandshakeRefusal.Engine => $"another grain engine; this silo runs on '{self.Engine}'",
        HandshakeRefusal.Cluster => $"another cluster; this silo is of '{self.ClusterId}' (ClusterOptions.ClusterId)",
        HandshakeRefusal.Service => $"another service; this silo is of '{self.ServiceId}' (ClusterOptions.ServiceId)",
        HandshakeRefusal.StaleSilo => $"the address names another silo or another life of it; this silo is {self.Silo}",
        HandshakeRefusal.Role when serves == PeerRole.Silo => "clients are not served at this port, which is for silos (EndpointOptions.SiloPort); they connect to EndpointOptions.GatewayPort",
        HandshakeRefusal.Role => "this port is for clients (EndpointOptions.GatewayPort); silos connect to EndpointOptions.SiloPort",
        _ => $"code {(byte)refusal}",
    };
}
