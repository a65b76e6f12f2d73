using Krewe.Naming;
using Orleans.Concurrency;

namespace Krewe.Grains.Models.Slots;

/// <summary>A silo's front, for the queues that lent it slots. Key: the host's name.</summary>
[Alias("krewe.IFrontGrain")]
internal interface IFrontGrain : IGrainWithStringKey
{
    /// <summary>Calls back all slots of a model. A lost message is made good by the answer to the front's next one.</summary>
    /// <param name="model">Whose slots.</param>
    [Alias("revoke"), OneWay]
    Task RevokeAsync(ModelKey model);
}
