using Orleans;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>What clients ask of the silo that they are connected to.</summary>
[Alias("krewe.gateway-control")]
internal interface IGatewayControl : IGrainWithIntegerKey
{
    /// <summary>The grain classes by the interfaces that they serve, so that a client needs the interfaces only.</summary>
    [ResponseTimeout("00:00:05")]
    Task<GrainClassName[]> GrainClasses();
}
