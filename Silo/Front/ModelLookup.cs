using Krewe.Errors;
using Krewe.Models;
using Krewe.Silo.Configuration;
using Krewe.Silo.Front.Regions;

namespace Krewe.Silo.Front;

/// <summary>Finds a model by its name, or says with status and code why it cannot be had.</summary>
internal sealed class ModelLookup(ModelCatalog catalog, RegionRoutes routes, SiloSettings settings)
{
    private const int LongestName = 100;

    /// <summary>The model, or the refusal; never both.</summary>
    public async Task<(ModelView? View, FrontAnswer Refusal)> FindAsync(string tenant, string model, string? version)
    {
        ModelView? view;
        try
        {
            view = await catalog.FindAsync(tenant, model, settings.Region);
            view = view is { ReadyReplicas: 0 } ? await ServingAsync(view) ?? view : view;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            return (null, OipResponses.Error(
                503, ErrorCodes.ModelUnreachable, $"the queue of model '{Shorten(model)}' cannot be reached; it comes back by itself", TimeSpan.FromSeconds(1)));
        }

        if (view is null)
        {
            return (null, OipResponses.Error(
                404, ErrorCodes.ModelUnknown, $"there is no model '{Shorten(model)}' of tenant '{Shorten(tenant)}' in region '{settings.Region}' or another"));
        }

        if (version is not null && version != view.Spec.Version && !view.ReadyVersions.Contains(version))
        {
            return (null, OipResponses.Error(
                404, ErrorCodes.VersionUnknown, $"model '{view.Spec.Name}' has no version '{Shorten(version)}'; it serves version '{view.Spec.Version}'"));
        }

        return (view, default);
    }

    /// <summary>The model in another region that serves it, for one that its own region does not serve just now; null when none does.</summary>
    private async Task<ModelView?> ServingAsync(ModelView idle)
    {
        foreach (var key in routes.Of(idle.Spec.GetKey())?.Elsewhere.Where(key => !routes.IsLost(key.Region)) ?? [])
        {
            if (await catalog.GetAsync(key) is { ReadyReplicas: > 0 } other)
            {
                return other;
            }
        }

        return null;
    }

    private static string Shorten(string text) => text.Length > LongestName ? text[..LongestName] + "..." : text;
}
