using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>The way in for callers outside. What a grain throws is answered with 500 and its message.</summary>
internal static class Endpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/add/{grain}/{id}", (string grain, string id, IClusterClient silos) => Answer(async () => $"{await silos.GetGrain<ILedgerGrain>(grain).Add(id)}"));
        app.MapPost("/entries/{grain}", (string grain, IClusterClient silos) => Answer(async () => string.Join('\n', await silos.GetGrain<ILedgerGrain>(grain).Entries())));
        app.MapPost("/next/{grain}", (string grain, IClusterClient silos) => Answer(async () => $"{await silos.GetGrain<ICounterGrain>(grain).Next()}"));
        app.MapPost("/next/{grain}/of/{other}", (string grain, string other, IClusterClient silos) => Answer(async () => $"{await silos.GetGrain<ICounterGrain>(grain).NextOf(other)}"));
        app.MapPost("/where/{grain}", (string grain, IClusterClient silos) => Answer(() => silos.GetGrain<ICounterGrain>(grain).Where()));
        app.MapPost("/rounds/{grain}", (string grain, IClusterClient silos) => Answer(() => silos.GetGrain<ILoopGrain>(grain).Rounds()));
        app.MapPost("/move/{grain}/{silo}", (string grain, string silo, IClusterClient silos) => Answer(() => MoveAsync(silos, grain, silo)));
        app.MapPost("/parting/{grain}/at/{silo}", (string grain, string silo, IClusterClient silos) => Answer(() => MakeAsync(silos, grain, silo)));
        app.MapPost("/parting/{grain}/hang", (string grain, IClusterClient silos) => Answer(() => HangAsync(silos, grain)));
    }

    /// <summary>The silo where it is now; the given one, unless it was made before.</summary>
    private static Task<string> MakeAsync(IClusterClient silos, string grain, string silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString(silo));
        return silos.GetGrain<IPartingGrain>(grain).Where();
    }

    private static async Task<string> HangAsync(IClusterClient silos, string grain)
    {
        await silos.GetGrain<IPartingGrain>(grain).Hang();
        return "released";
    }

    private static async Task<string> MoveAsync(IClusterClient silos, string grain, string silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString(silo));
        await silos.GetGrain<ICounterGrain>(grain).Cast<IGrainManagementExtension>().MigrateOnIdle();
        return "asked";
    }

    private static async Task<IResult> Answer(Func<Task<string>> call)
    {
        try
        {
            return Results.Text(await call());
        }
        catch (Exception exception)
        {
            return Results.Text($"{exception.GetType().Name} {exception.Message}", statusCode: StatusCodes.Status500InternalServerError);
        }
    }
}
