namespace Krewe.Grains.Fleet.Regions;

/// <summary>
/// How a model leaves its region and comes back to it: away when the region is lost; returning once a replica at home takes requests, with a share
/// of the requests that grows; back when the share is whole and home is not short. Pure.
/// </summary>
internal static class ReturnRamp
{
    /// <summary>From the first request that returns to the last.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private const int Whole = 1_000;

    /// <summary>The model a moment later.</summary>
    /// <param name="model">As it was.</param>
    /// <param name="lost">Whether its region is lost.</param>
    /// <param name="home">What its region said; null when it said nothing.</param>
    /// <param name="now">The time.</param>
    public static SpreadModel Step(SpreadModel model, bool lost, HomeView? home, DateTimeOffset now)
    {
        if (lost)
        {
            return model with { AwaySince = model.AwaySince ?? now, ReturningSince = null };
        }

        if (model.AwaySince is null || home is not { } view)
        {
            return model;
        }

        if (view.Ready == 0 && view.Wanted > 0)
        {
            return model with { ReturningSince = null };
        }

        var since = model.ReturningSince ?? now;
        return now - since >= Length && (view.Ready >= view.Wanted || view.Refused)
            ? model with { AwaySince = null, ReturningSince = null }
            : model with { ReturningSince = since };
    }

    /// <summary>Of a thousand requests, how many are for home.</summary>
    /// <param name="model">The model.</param>
    /// <param name="home">What its region said last; null when it said nothing.</param>
    /// <param name="elsewhere">Ready replicas in other regions beyond those that are kept at all times.</param>
    /// <param name="now">The time.</param>
    public static int Share(SpreadModel model, HomeView? home, int elsewhere, DateTimeOffset now)
    {
        if (model.AwaySince is not null)
        {
            if (model.ReturningSince is not { } since || home is not { } back)
            {
                return 0;
            }

            // No more than home can take, and no more than has been tried.
            var ready = back.Wanted == 0 ? Whole : Whole * Math.Min(back.Ready, back.Wanted) / back.Wanted;
            return (int)Math.Clamp(Whole * ((now - since) / Length), 0, ready);
        }

        // Where home is short, requests go by what each can do.
        return home is { Refused: true, Ready: > 0 } shortOf && elsewhere > 0 ? Whole * shortOf.Ready / (shortOf.Ready + elsewhere) : Whole;
    }
}
