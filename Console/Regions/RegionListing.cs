using System.Globalization;
using Krewe.Commands.Completion;
using Krewe.Commands.Lists;
using Krewe.Commands.Output;
using Krewe.Fleet.Regions;

namespace Krewe.Commands.Regions;

/// <summary><c>krewe regions</c>.</summary>
internal static class RegionListing
{
    public static Listing<RegionView> Regions { get; } = new()
    {
        Verb = "regions",
        Description = "List the regions: state, silos, what is free, whose models are served elsewhere, round trips.",
        Item = "REGION",
        Names = NameSource.Regions,
        Fetch = (client, cancellationToken) => client.GetRegionsAsync(cancellationToken),
        NamesOf = region => [region.Name],
        Empty = "no regions",
        Columns =
        [
            new("REGION", region => region.Name),
            new("STATE", StateOf),
            new("SILOS", region => Words.Number(region.Silos)),
            new("DEVICES FREE", region => $"{Words.Number(region.FreeDevices)} of {Words.Number(region.Devices)}"),
            new("CPU FREE", region => $"{Words.Cores(region.FreeCpuMillicores)} of {Words.Cores(region.CpuMillicores)}"),
            new("MODELS", region => Words.Number(region.Models)),
            new("GUESTS", region => Words.Number(region.Guests.Length)),
            new("ELSEWHERE", region => string.Join(", ", region.Spread.Where(model => model.Phase != SpreadPhase.Home).Select(Of))),
            new("ROUND TRIPS", region => string.Join(' ', region.RoundTrips.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value:0.#}ms")))),
            new("SINCE", region => region.Since is { } since ? Words.Time(since) : "", Wide: true),
            new("POOLS", region => string.Join(' ', region.Pools.Select(pool => pool.Pool)), Wide: true),
            new("READY", region => string.Join(", ", region.Spread.Select(model => $"{Words.Of(model.Model)}: {string.Join(' ', model.Ready.Select(pair => $"{pair.Key}={Words.Number(pair.Value)}"))}")), Wide: true),
        ],
        Filters = [new("--state", "Only those in this state: active, draining, drained or lost.", region => Words.Of(region.State))],
    };

    /// <summary>One model on its way, in a few words.</summary>
    public static string Of(RegionModel model) => model.Phase switch
    {
        SpreadPhase.Leaving or SpreadPhase.Returning => $"{Words.Of(model.Model)} {Words.Of(model.Phase)} ({Words.Share(model.HomeThousandths / 1_000.0)} at home)",
        var phase => $"{Words.Of(model.Model)} {Words.Of(phase)}",
    };

    private static Cell StateOf(RegionView region) => region.State switch
    {
        RegionState.Active => Cell.Good("active"),
        RegionState.Lost => Cell.Bad("lost"),
        var other => Cell.Warning(Words.Of(other)),
    };
}
