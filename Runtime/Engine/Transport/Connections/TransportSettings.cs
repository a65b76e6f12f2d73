using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Transport.Frames;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>Who this silo is, its options and its seams: what the parts of its transport share.</summary>
internal sealed class TransportSettings
{
    public required SiloIdentity Self { get; init; }

    public required TransportOptions Options { get; init; }

    public required MessagingOptions Messaging { get; init; }

    public required ConnectionOptions Connections { get; init; }

    public required Lazy<IGrainCallSender> References { get; init; }

    public required IIdSource Ids { get; init; }

    public required TimeProvider Time { get; init; }

    public required TransportMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }

    public FrameLimits Limits => new(Messaging.MaxMessageHeaderSize, Messaging.MaxMessageBodySize);
}
