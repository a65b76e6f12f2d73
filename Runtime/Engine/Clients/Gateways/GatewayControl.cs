using Krewe.Runtime.Activations;
using Krewe.Runtime.CodeGeneration;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>Answers at the silo that is asked, being a stateless worker.</summary>
[GrainType("sys.gateway"), StatelessWorker]
internal sealed class GatewayControl(GrainClasses classes) : Grain, IGatewayControl
{
    public Task<GrainClassName[]> GrainClasses() => Task.FromResult<GrainClassName[]>(
    [
        .. from entry in ManifestRegistry.Instance.GrainInterfaces
           from info in classes.Serving(entry.InterfaceType)
           select new GrainClassName(entry.InterfaceName, info.GrainType, info.Class.FullName!),
    ]);
}
