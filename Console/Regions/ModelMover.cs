using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Commands.Regions;

/// <summary>Says in which region a model is to be served, and waits until it is.</summary>
internal sealed class ModelMover(Call call)
{
    /// <param name="name">The model as people name it.</param>
    /// <param name="region">The region; null to take back what was said.</param>
    /// <param name="patience">How long to wait until it is so; zero not to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> RunAsync(string name, string? region, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (output, error) = (call.Surroundings.Output, call.Surroundings.Error);
        var model = await FindAsync(name, cancellationToken);
        var status = await call.AskAsync($"where {model} is to be served", limited => call.Silo.HoldAsync(model, region, limited), cancellationToken);
        RegionModel? now = null;
        var (told, there) = ("", false);
        if (patience > TimeSpan.Zero)
        {
            there = await Polling.UntilAsync(
                call.Surroundings,
                patience,
                async () =>
                {
                    var regions = await call.AskAsync("the regions", limited => call.Silo.GetRegionsAsync(limited), cancellationToken);
                    now = regions.SelectMany(one => one.Spread).FirstOrDefault(one => one.Model == model) ?? now;
                    var words = now is null ? "" : RegionListing.Of(now);
                    if (words != told)
                    {
                        error.WriteLine(told = words);
                    }

                    return now is not null && IsThere(now, region);
                },
                cancellationToken);
        }

        if (!StructuredOutput.TryWrite(output, call.Format, status))
        {
            output.WriteLine(region is null ? $"{model} goes by itself again"
                : region == model.Region ? $"{model} is held in its own region"
                : $"{model} {(there ? "is served" : "is to be served")} in region {region}, until 'krewe migrate {name} --back'");
        }

        if (patience == TimeSpan.Zero || there)
        {
            return ExitCode.Done;
        }

        ProblemWriter.Write(error, new Problem
        {
            Code = ErrorCodes.MigrationFailed,
            Where = model.ToString(),
            Message = $"it is not so within {SpecUnits.FormatDuration(patience)}; it goes on all the same",
            Next = "krewe regions --watch; 'krewe explain MODEL' says why replicas find no place",
        });
        return ExitCode.Refused;
    }

    /// <summary>What was said is taken back when the fleet has decided without it, and nothing is on its way.</summary>
    private static bool IsThere(RegionModel model, string? region) =>
        region is null ? model.Move?.Reason != RegionMoveReason.Asked && model.Phase is SpreadPhase.Home or SpreadPhase.Away
        : region == model.Model.Region ? model is { Move: null, Phase: SpreadPhase.Home }
        : model.Phase == SpreadPhase.Away && model.Move?.To == region && model.AtHome <= model.Missing;

    private async Task<ModelKey> FindAsync(string name, CancellationToken cancellationToken)
    {
        var models = await call.AskAsync("the models", limited => call.Silo.GetModelsAsync(limited), cancellationToken);
        var regions = await call.AskAsync("the regions", limited => call.Silo.GetRegionsAsync(limited), cancellationToken);
        var guests = regions.SelectMany(region => region.Guests.Select(guest => guest with { Region = region.Name })).ToHashSet();
        var found = models.Select(model => model.Model)
            .Where(model => !guests.Contains(model) && (name == Words.Of(model) || name == model.ToString() || name == $"{model.Tenant}/{model.Model}" || name == $"{model.Model}@{model.Region}"))
            .Distinct().ToList();
        return found is [var one] ? one : throw new KreweException(new Problem
        {
            Code = ErrorCodes.NotFound,
            Where = "MODEL",
            Message = found.Count == 0 ? $"there is no model '{name}'" : $"several regions have a model '{name}'; name one of them",
            Reasons = [.. found.Select(model => model.ToString())],
            Next = "krewe models; models are named [TENANT/]MODEL[@REGION]",
        });
    }
}
