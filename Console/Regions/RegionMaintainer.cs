using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Fleet.Regions;
using Krewe.Specs;

namespace Krewe.Commands.Regions;

/// <summary>Takes one region out of service, or back, and waits until its models have gone or returned.</summary>
internal sealed class RegionMaintainer(Call call, string region)
{
    /// <summary>How long it waits when the command line does not say: a start, half a minute for the requests to go over, and something on top.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Surroundings _surroundings = call.Surroundings;

    public async Task<int> LeaveAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var result = await call.AskAsync($"what becomes of region {region}", limited => call.Silo.DrainRegionAsync(region, limited), cancellationToken);
        if (!StructuredOutput.TryWrite(_surroundings.Output, call.Format, result))
        {
            Draw(result);
        }

        if (patience > TimeSpan.Zero && !await UntilAsync(view => view.State is RegionState.Drained or RegionState.Lost, patience, cancellationToken))
        {
            return NotInTime(patience, "was not empty");
        }

        var staying = result.Models.Count(model => model.To.IsEmpty);
        if (call.Format.IsForPeople() && patience > TimeSpan.Zero)
        {
            _surroundings.Output.WriteLine($"region {region} is empty{(staying == 0 ? "" : $" but for {Words.Number(staying)} that may not leave")}");
        }

        return staying == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    public async Task<int> ReturnAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var result = await call.AskAsync($"what becomes of region {region}", limited => call.Silo.UndrainRegionAsync(region, limited), cancellationToken);
        if (!StructuredOutput.TryWrite(_surroundings.Output, call.Format, result))
        {
            _surroundings.Output.WriteLine(result.Changed ? $"region {region} is in service again" : $"region {region} was in service already");
        }

        return patience == TimeSpan.Zero || await UntilAsync(view => view.Spread.All(model => model.Move?.Reason != RegionMoveReason.Maintenance && model.Phase != SpreadPhase.Returning), patience, cancellationToken)
            ? ExitCode.Done
            : NotInTime(patience, "has not all of its models back");
    }

    private void Draw(RegionMaintenance result)
    {
        _surroundings.Output.WriteLine($"region {region} {(result.Changed ? "is now" : "was already")} out of service");
        if (result.Models.IsEmpty)
        {
            return;
        }

        var table = new TableWriter(_surroundings, "MODEL", "GOES TO", "WHY");
        foreach (var model in result.Models)
        {
            table.Row(model.Model.ToString(), model.To.IsEmpty ? Cell.Bad("stays") : string.Join(" or ", model.To), model.Reason);
        }

        table.Write();
    }

    private Task<bool> UntilAsync(Func<RegionView, bool> holds, TimeSpan patience, CancellationToken cancellationToken)
    {
        var told = "";
        return Polling.UntilAsync(
            _surroundings,
            patience,
            async () =>
            {
                var regions = await call.AskAsync("the regions", limited => call.Silo.GetRegionsAsync(limited), cancellationToken);
                if (regions.FirstOrDefault(one => one.Name == region) is not { } view)
                {
                    return false;
                }

                var moving = string.Join(", ", view.Spread.Where(model => model.Phase is not (SpreadPhase.Home or SpreadPhase.Away)).Select(RegionListing.Of));
                if (moving != told && moving.Length > 0)
                {
                    _surroundings.Error.WriteLine($"{region}: {moving}");
                }

                told = moving;
                return holds(view);
            },
            cancellationToken);
    }

    private int NotInTime(TimeSpan patience, string what)
    {
        ProblemWriter.Write(_surroundings.Error, new Problem
        {
            Code = ErrorCodes.MaintenanceRefused,
            Where = region,
            Message = $"region {region} {what} within {SpecUnits.FormatDuration(patience)}; it goes on all the same",
            Next = "krewe regions --watch; 'krewe events --kind model' says what it waits for; or wait longer (--wait)",
        });
        return ExitCode.Refused;
    }
}
