namespace Krewe.Scheduling.Regions;

/// <summary>
/// Decides whether a model whose own region lives is to be served in another one: because that is taken out of service, an operator says so, requests come
/// from elsewhere, or another region costs less. A region that is lost is no matter of this. See docs/regions.md.
/// </summary>
public static class RegionMoves
{
    /// <summary>What would be better must have been so for this long.</summary>
    public static readonly TimeSpan Dwell = TimeSpan.FromMinutes(5);

    /// <summary>What has moved for latency or price stays for at least this long.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromMinutes(30);

    /// <summary>A move for latency or price whose replicas are not ready within this time is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>For this share of the price, or less, a move pays: twice the replicas for the minutes of a move are paid back many times within <see cref="Stay"/>.</summary>
    public const double Cheaper = 0.75;

    /// <summary>Decides. The same input gives the same decision.</summary>
    /// <param name="model">The model.</param>
    /// <param name="places">The regions that live.</param>
    /// <param name="roundTrips">Measured round trips between regions, in milliseconds, by both names.</param>
    /// <param name="thought">What the last decision said of what may come; null at first.</param>
    /// <param name="now">The time.</param>
    public static RegionMove Decide(
        MovableModel model, IReadOnlyDictionary<string, RegionPlace> places, IReadOnlyDictionary<(string From, string To), double> roundTrips, RegionThought? thought, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(roundTrips);
        var others = model.Allowed.Where(region => Usable(places, region)).ToList();
        if (model.HomeDrained)
        {
            return others.Count == 0 ? new RegionMove(null, null)
                : new RegionMove(new RegionWish(model.Held is { } held && others.Contains(held) ? held : null, MoveReason.Maintenance), null);
        }

        if (model.Held is { } asked && (asked == model.Home || others.Contains(asked)))
        {
            return new RegionMove(asked == model.Home ? null : new RegionWish(asked, MoveReason.Asked), null);
        }

        // What was decided for a reason that holds no more is over; what it decided for itself stays until something else is better.
        var own = model.Now is { Reason: MoveReason.Latency or MoveReason.Price, To: { } to } && others.Contains(to) ? model.Now : null;
        if (own is not null && !model.Settled && now - model.MovedAt >= Patience)
        {
            return new RegionMove(null, null);
        }

        var place = own?.To ?? model.Home;
        if (Better(model, place, [model.Home, .. others], places, roundTrips) is not var (region, reason))
        {
            return new RegionMove(own, null);
        }

        var known = thought is not null && thought.Region == region ? thought : new RegionThought(region, reason, now);
        return now - known.Since < Dwell || now - model.MovedAt < Stay
            ? new RegionMove(own, known)
            : new RegionMove(region == model.Home ? null : new RegionWish(region, reason), null);
    }

    /// <summary>The region that would serve it so much better that it should go there.</summary>
    private static (string Region, MoveReason Reason)? Better(
        MovableModel model, string place, List<string> regions, IReadOnlyDictionary<string, RegionPlace> places, IReadOnlyDictionary<(string From, string To), double> roundTrips)
    {
        bool Near(string one, string other) => model.NearMs is not { } near || RoundTrip(roundTrips, one, other) <= near;
        bool HasRoom(string region) => new RoomLedger(places[region]).Fit(model.Need, model.Wanted) >= model.Wanted;

        var open = regions.Where(region => region != place && Usable(places, region) && HasRoom(region)).ToList();
        if (model is { NearMs: not null, Origin: { } origin } && RoundTrip(roundTrips, place, origin) is < double.PositiveInfinity && !Near(place, origin)
            && open.Where(region => Near(region, origin)).MinBy(region => RoundTrip(roundTrips, region, origin)) is { } nearer)
        {
            return (nearer, MoveReason.Latency);
        }

        var most = Cheaper * places.GetValueOrDefault(place)?.PriceOf(model.Need) ?? 0;
        var cheaper = open
            .Where(region => places[region].PriceOf(model.Need) is > 0 and var price && price <= most && Near(model.Home, region) && (model.Origin is not { } from || Near(from, region)))
            .MinBy(region => places[region].PriceOf(model.Need));
        return cheaper is null ? null : (cheaper, MoveReason.Price);
    }

    private static bool Usable(IReadOnlyDictionary<string, RegionPlace> places, string region) => places.TryGetValue(region, out var place) && !place.Drained;

    /// <summary>What was measured in either direction; without end where nothing was.</summary>
    private static double RoundTrip(IReadOnlyDictionary<(string From, string To), double> roundTrips, string one, string other) =>
        one == other ? 0
        : roundTrips.TryGetValue((one, other), out var there) ? there
        : roundTrips.TryGetValue((other, one), out var back) ? back
        : double.PositiveInfinity;
}
