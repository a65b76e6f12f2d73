using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>What a client says of itself when it connects.</summary>
/// <param name="Client">Its identity, the same at all gateways.</param>
internal sealed record ClientIntroduction(GrainId Client);
