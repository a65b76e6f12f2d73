using System.Collections.Immutable;

namespace Krewe.Scheduling.Regions;

/// <summary>
/// Decides which models have copies in which other regions. By class: what a class is to have is given away before the next one gets anything, first
/// to those that have it, then to those that lost it. A copy goes to an allowed region that is near enough, of those to the cheapest, and what does
/// not fit there to the next; what fits nowhere is asked for where machines can be added for it. A copy that is to leave a region stays until it is ready
/// in another one. See docs/regions.md.
/// </summary>
public static class RegionSpread
{
    /// <summary>Decides. The same input gives the same decision.</summary>
    /// <param name="regions">The regions that live.</param>
    /// <param name="models">The models that may have copies.</param>
    /// <param name="residents">The models that are at home in those regions, copies not counted.</param>
    public static SpreadDecision Decide(IEnumerable<RegionPlace> regions, IEnumerable<SpreadableModel> models, IEnumerable<ResidentModel> residents)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(residents);
        var places = regions.ToDictionary(region => region.Name, StringComparer.Ordinal);
        var rooms = places.ToDictionary(pair => pair.Key, pair => new RoomLedger(pair.Value), StringComparer.Ordinal);
        var free = places.ToDictionary(pair => pair.Key, pair => new RoomLedger(pair.Value), StringComparer.Ordinal);
        var machines = places.ToDictionary(pair => pair.Key, pair => new MachineLedger(pair.Value), StringComparer.Ordinal);
        var spread = models.OrderBy(model => model.Rank).ThenBy(model => model.Name, StringComparer.Ordinal).ToList();
        var home = residents.Where(resident => places.ContainsKey(resident.Region)).OrderBy(resident => resident.Rank).ThenBy(resident => resident.Name, StringComparer.Ordinal).ToList();

        // All that is held is room, until its class has its turn.
        foreach (var resident in home)
        {
            rooms[resident.Region].Take(resident.Need, -resident.Placed);
        }

        foreach (var (model, region, copy) in spread.SelectMany(model => model.Copies.Where(pair => places.ContainsKey(pair.Key)).Select(pair => (model, pair.Key, pair.Value))))
        {
            rooms[region].Take(model.Need, -copy.Placed);
        }

        var copies = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, int>>(StringComparer.Ordinal);
        var missing = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var caps = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var rank in spread.Select(model => model.Rank).Concat(home.Select(resident => resident.Rank)).Distinct().Order())
        {
            foreach (var resident in home.Where(resident => resident.Rank == rank))
            {
                var most = Math.Max(resident.Placed, resident.Wanted);
                var fits = rooms[resident.Region].Fit(resident.Need, most);
                if ((fits < resident.Placed || (resident.Cap is not null && fits < resident.Wanted))
                    && spread.Any(model => model is { Away: true, Gently: false } && model.Rank < rank && model.Allowed.Contains(resident.Region)))
                {
                    caps[resident.Name] = fits;
                }

                rooms[resident.Region].Take(resident.Need, Math.Min(fits, resident.Placed));
            }

            var waiting = spread.Where(model => model.Rank == rank).Select(model => (Model: model, Wants: Keep(model, places, rooms))).ToList();
            foreach (var (model, wants) in waiting)
            {
                var lacks = Buy(model, Grow(model, wants, places, rooms, free, machines), wants, places, machines);
                if (wants.Count > 0)
                {
                    copies[model.Name] = wants.ToImmutableSortedDictionary(StringComparer.Ordinal);
                }

                if (lacks > 0)
                {
                    missing[model.Name] = lacks;
                }
            }
        }

        return new SpreadDecision(copies.ToImmutable(), missing.ToImmutable(), caps.ToImmutable());
    }

    /// <summary>How many replicas a model is to have in other regions.</summary>
    /// <param name="model">The model.</param>
    public static int Target(SpreadableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Allowed.IsDefaultOrEmpty ? 0 : model.Away || model.Moving ? Math.Max(model.Wanted, model.Standby) : model.Standby + model.Homeless;
    }

    /// <summary>The regions in which the model may have a copy, the one that it should go to first.</summary>
    private static List<string> Candidates(SpreadableModel model, Dictionary<string, RegionPlace> places) =>
    [
        .. model.Allowed.Where(places.ContainsKey).Select((name, index) => (name, index))
            .OrderBy(one => places[one.name].Drained ? 1 : 0)
            .ThenBy(one => one.name == model.Prefer ? 0 : 1)
            .ThenBy(one => model.NearMs is { } near && model.LatencyMs.GetValueOrDefault(one.name, 0) > near ? 1 : 0)
            .ThenBy(one => places[one.name].PriceOf(model.Need))
            .ThenBy(one => model.LatencyMs.GetValueOrDefault(one.name, 0))
            .ThenBy(one => one.index)
            .Select(one => one.name),
    ];

    /// <summary>Those in which a copy may come and stay.</summary>
    private static IEnumerable<string> Open(SpreadableModel model, Dictionary<string, RegionPlace> places) =>
        Candidates(model, places).Where(region => !places[region].Drained && !Leaves(model, places[region]));

    /// <summary>What of its copies it keeps: as many as it is to have, where they should be first. Those take their room.</summary>
    private static Dictionary<string, int> Keep(SpreadableModel model, Dictionary<string, RegionPlace> places, Dictionary<string, RoomLedger> rooms)
    {
        var wants = new Dictionary<string, int>(StringComparer.Ordinal);
        var left = Target(model);
        var follows = model.FollowsDemand && model.Away;
        foreach (var region in Candidates(model, places))
        {
            var leaves = Leaves(model, places[region]);
            if (!model.Copies.TryGetValue(region, out var copy) || (leaves ? !IsNeeded(model, places) : left <= 0 && !follows))
            {
                continue;
            }

            // Of what was refused the rest is sought elsewhere; it stays asked for, in case room comes.
            var asked = follows || leaves ? copy.Asked : Math.Min(copy.Asked, left);
            var held = follows ? copy.Placed : Math.Min(copy.Placed, asked);
            var holds = rooms[region].Fit(model.Need, held);
            asked = holds < held ? holds : asked; // a more important model needs the place
            wants[region] = asked;
            rooms[region].Take(model.Need, Math.Max(holds, rooms[region].Fit(model.Need, asked)));
            left -= leaves ? 0 : copy.Refused ? holds : asked;
        }

        return wants;
    }

    /// <summary>Whether a copy there is to be replaced by one elsewhere: the region is taken out of service, or the model is wanted in another one.</summary>
    private static bool Leaves(SpreadableModel model, RegionPlace place) => !model.Homing && (place.Drained || (model.Prefer is { } prefer && place.Name != prefer));

    /// <summary>Whether a copy that is to be replaced still serves for those that are not ready. One that only stands by is given up at once.</summary>
    private static bool IsNeeded(SpreadableModel model, Dictionary<string, RegionPlace> places) =>
        (model.Away || model.Moving || model.Homeless > 0)
        && model.Copies.Where(pair => places.TryGetValue(pair.Key, out var place) && !Leaves(model, place)).Sum(pair => pair.Value.Ready) < Target(model);

    /// <summary>Gives it what it lacks; what is left over has no place.</summary>
    private static int Grow(
        SpreadableModel model,
        Dictionary<string, int> wants,
        Dictionary<string, RegionPlace> places,
        Dictionary<string, RoomLedger> rooms,
        Dictionary<string, RoomLedger> free,
        Dictionary<string, MachineLedger> machines)
    {
        var follows = model.FollowsDemand && model.Away;
        if (follows && wants.Keys.Any(region => !Leaves(model, places[region])))
        {
            return 0; // demand says how many, once it is there
        }

        int Serving(string region) => RegionSpread.Serving(model, wants, region);
        var left = Target(model) - wants.Keys.Where(region => !Leaves(model, places[region])).Sum(Serving);
        var candidates = Candidates(model, places);

        // What its own region still serves waits for machines rather than go where it is not to stay.
        var comes = model is { MayBuy: true, Gently: true } ? Open(model, places).Sum(region => (long)machines[region].Fit(model, left)) : 0;
        foreach (var region in candidates.Where(_ => left > 0))
        {
            // What is to be replaced serves where nothing better has room.
            left -= Leaves(model, places[region]) ? Math.Min(left, Serving(region)) : 0;

            // Nobody gives way to a model whose own region lives.
            var fits = places[region].Drained ? 0 : rooms[region].Fit(model.Need, model is { Away: true, Gently: false } ? left : free[region].Fit(model.Need, left));
            fits = Leaves(model, places[region]) ? (int)Math.Clamp(left - comes, 0, fits) : fits;
            if (fits > 0 && !(model.Copies.TryGetValue(region, out var copy) && copy.Refused))
            {
                wants[region] = wants.GetValueOrDefault(region) + fits;
                rooms[region].Take(model.Need, fits);
                free[region].Take(model.Need, fits);
                left -= fits;
            }
        }

        if (follows && wants.Count == 0 && candidates.FirstOrDefault(region => !places[region].Drained) is { } first)
        {
            wants[first] = 0; // so that whoever asks wakes it
        }

        return Math.Max(0, left);
    }

    /// <summary>
    /// Has what no region has room for asked for where machines can be added for it, also what is served only where it is not to stay. What waits for a
    /// machine goes on to, as long as nothing else has room for it.
    /// </summary>
    /// <returns>What has no place all the same.</returns>
    private static int Buy(SpreadableModel model, int lacks, Dictionary<string, int> wants, Dictionary<string, RegionPlace> places, Dictionary<string, MachineLedger> machines)
    {
        var open = Open(model, places).ToList();
        var follows = model.FollowsDemand && model.Away;
        if (!model.MayBuy || (follows && open.Any(region => wants.ContainsKey(region) && model.Copies.ContainsKey(region))))
        {
            return lacks; // where demand says how many, it asks for machines itself
        }

        // What has no place at home has machines added there.
        var atHome = model.Away || model.Moving ? 0 : Math.Min(lacks, model.Homeless);
        var left = Math.Max(0, Target(model) - open.Sum(region => Serving(model, wants, region)) - atHome);
        foreach (var region in open)
        {
            var fits = machines[region].Fit(model, int.MaxValue);
            if (fits == 0)
            {
                continue;
            }

            var (serving, bought) = (Serving(model, wants, region), Math.Min(fits, left));
            var asked = serving + Math.Max(bought, Math.Min(wants.GetValueOrDefault(region) - serving, atHome + bought));
            machines[region].Take(model, bought);
            (left, lacks) = (left - bought, Math.Max(0, lacks - bought));
            if (asked > 0)
            {
                wants[region] = asked;
            }
            else if (!follows)
            {
                wants.Remove(region);
            }
        }

        if (follows && wants.Values.Any(asked => asked > 0))
        {
            foreach (var sleeping in wants.Where(pair => pair.Value == 0 && !model.Copies.ContainsKey(pair.Key)).Select(pair => pair.Key).ToList())
            {
                wants.Remove(sleeping); // one that is to begin with some needs no other that is only to be woken
            }
        }

        return lacks;
    }

    /// <summary>What is asked for in a region and not refused there.</summary>
    private static int Serving(SpreadableModel model, Dictionary<string, int> wants, string region) =>
        !wants.TryGetValue(region, out var asked) ? 0 : model.Copies.TryGetValue(region, out var copy) && copy.Refused ? Math.Min(copy.Placed, asked) : asked;
}
