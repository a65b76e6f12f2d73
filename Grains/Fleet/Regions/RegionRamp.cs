using Krewe.Fleet.Regions;

namespace Krewe.Grains.Fleet.Regions;

/// <summary>
/// How a model leaves its region and comes back to it. Away at once when the region is lost. When it is to be served elsewhere while its region lives, it
/// leaves once the replicas there are ready, with a share of the requests at home that shrinks, and is away then. Returning once a replica at home
/// takes requests again, with a share that grows; back when the share is whole and home is not short. Pure.
/// </summary>
internal static class RegionRamp
{
    /// <summary>From the first request that goes to the last, in either direction.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <summary>How long replicas at home outlast the last request for them: fronts learn within seconds that there is none.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private const int Whole = 1_000;

    /// <summary>The model a moment later.</summary>
    /// <param name="model">As it was.</param>
    /// <param name="view">What is known.</param>
    public static SpreadModel Step(SpreadModel model, RampView view)
    {
        if (view.Lost)
        {
            return model with { AwaySince = model.AwaySince ?? view.Now, LeavingSince = null, ReturningSince = null };
        }

        return model.Move is null ? Return(model, view) : Leave(model, view);
    }

    /// <summary>Of a thousand requests, how many are for home.</summary>
    /// <param name="model">The model.</param>
    /// <param name="view">What is known.</param>
    /// <param name="standby">Replicas that are kept in other regions at all times.</param>
    public static int Share(SpreadModel model, RampView view, int standby)
    {
        if (model.AwaySince is not null)
        {
            if (model.ReturningSince is { } since && view.Home is { } back)
            {
                // No more than home can take, and no more than has been tried; but what nobody serves elsewhere would only wait there.
                var ready = back.Wanted == 0 || (view.Elsewhere is 0 && back.Ready > 0) ? Whole : Whole * Math.Min(back.Ready, back.Wanted) / back.Wanted;
                return (int)Math.Clamp(Math.Max(Whole * ((view.Now - since) / Length), Short(model, view)), 0, ready);
            }

            return IsGone(model, view) && view.Home is { Ready: > 0 } ? Short(model, view) : 0;
        }

        if (model.LeavingSince is { } begun)
        {
            return (int)Math.Clamp(Whole - (Whole * ((view.Now - begun) / Length)), Short(model, view), Whole);
        }

        // Where home is short, requests go by what each can do.
        return view is { Home: { Refused: true, Ready: > 0 } shortOf, Elsewhere: { } elsewhere } && elsewhere > standby
            ? Whole * shortOf.Ready / (shortOf.Ready + elsewhere - standby)
            : Whole;
    }

    /// <summary>The most replicas that home may have for now; null for no limit, or when nothing is known that would change it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="view">What is known.</param>
    public static int? Most(SpreadModel model, RampView view) =>
        // What is there and still needed stays; what other regions have no place for is made anew.
        IsGone(model, view) && view.Now - model.AwaySince >= Grace && view is { Home: { } home, Elsewhere: { } elsewhere }
            ? Math.Max(view.Missing, Math.Min(home.Placed, Math.Max(0, model.Wanted - elsewhere)))
            : null;

    /// <summary>The fewest replicas that home is to have, whatever its own demand says: requests come to it that were counted elsewhere.</summary>
    /// <param name="model">The model.</param>
    /// <param name="view">What is known.</param>
    public static int? Least(SpreadModel model, RampView view) =>
        model.AwaySince is not null && !view.Lost && model.Spec.Scaling is not null ? model.Move is null ? model.Wanted : view.Missing > 0 ? view.Missing : null : null;

    /// <summary>Which part of its way the model is on.</summary>
    /// <param name="model">The model.</param>
    public static SpreadPhase PhaseOf(SpreadModel model) =>
        model.ReturningSince is not null ? SpreadPhase.Returning
        : model.AwaySince is not null ? SpreadPhase.Away
        : model.LeavingSince is not null ? SpreadPhase.Leaving
        : model.Move is not null ? SpreadPhase.Preparing
        : SpreadPhase.Home;

    private static SpreadModel Leave(SpreadModel model, RampView view)
    {
        if (model.AwaySince is not null)
        {
            // What has begun to return goes again, from where it is: the copies are there still.
            return model.ReturningSince is { } since
                ? model with { AwaySince = null, ReturningSince = null, LeavingSince = view.Now - Length + Min(view.Now - since, Length) }
                : model;
        }

        var needed = model.Wanted - view.Missing;
        if (model.LeavingSince is not { } begun)
        {
            return view.Elsewhere >= needed && (needed > 0 || model.Wanted == 0) ? model with { LeavingSince = view.Now } : model;
        }

        return view.Elsewhere is 0 && model.Wanted > 0 ? model with { LeavingSince = null }
            : view.Now - begun >= Length && view.Elsewhere >= needed ? model with { AwaySince = view.Now, LeavingSince = null }
            : model;
    }

    private static SpreadModel Return(SpreadModel model, RampView view)
    {
        if (model.LeavingSince is { } begun)
        {
            return model with { LeavingSince = null, AwaySince = view.Now, ReturningSince = view.Now - Length + Min(view.Now - begun, Length) };
        }

        if (model.AwaySince is null || view.Home is not { } home)
        {
            return model;
        }

        if (home.Ready == 0 && model.Wanted > 0)
        {
            return model with { ReturningSince = null };
        }

        var since = model.ReturningSince ?? view.Now;
        return view.Now - since >= Length && (home.Ready >= home.Wanted || home.Refused)
            ? model with { AwaySince = null, ReturningSince = null }
            : model with { ReturningSince = since };
    }

    /// <summary>Whether it is away from a region that lives.</summary>
    private static bool IsGone(SpreadModel model, RampView view) => model is { AwaySince: not null, Move: not null } && !view.Lost;

    /// <summary>Of a thousand requests, how many other regions have no replicas for.</summary>
    private static int Short(SpreadModel model, RampView view) =>
        view.Elsewhere is { } elsewhere && model.Wanted > 0 ? Whole * Math.Max(0, model.Wanted - elsewhere) / model.Wanted : 0;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
