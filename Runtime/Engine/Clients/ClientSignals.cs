using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>What client and gateway say to each other besides calls.</summary>
internal static class ClientSignals
{
    /// <summary>How often a client asks for a sign of life.</summary>
    public static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(5);

    /// <summary>After how long without any message a client gives a connection up.</summary>
    public static readonly TimeSpan GatewaySilence = TimeSpan.FromSeconds(15);

    /// <summary>After how long without any message a gateway does: longer, so that it is the client that decides.</summary>
    public static readonly TimeSpan ClientSilence = TimeSpan.FromSeconds(30);

    public static Message Create(MessageKind kind, GrainId client, long number = 0) =>
        new() { Kind = kind, CorrelationId = number, Source = client, Target = client };
}
