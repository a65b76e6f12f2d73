using Krewe.Admin;
using Krewe.Weights;

namespace Krewe.Client.Admin;

/// <content>Files of models on hosts.</content>
public sealed partial class KreweAdminClient
{
    /// <summary>The files of models that hosts have, that are on their way, and that could not be had.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AdminList<WeightsView>> GetWeightsAsync(CancellationToken cancellationToken = default) =>
        _http.GetListAsync<WeightsView>("weights", cancellationToken);
}
