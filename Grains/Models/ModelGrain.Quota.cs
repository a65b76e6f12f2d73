using Krewe.Models.Quotas;

namespace Krewe.Grains.Models;

/// <content>The model's quota is the ledger's; only that the model is gone it learns from here.</content>
internal sealed partial class ModelGrain
{
    private Task ForgetQuotaAsync() =>
        Configuration?.Spec.Queue.Quota is null ? Task.CompletedTask : GrainFactory.GetGrain<IQuotaGrain>(this.GetPrimaryKeyString()).ForgetAsync();
}
