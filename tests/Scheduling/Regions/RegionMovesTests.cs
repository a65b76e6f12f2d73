using System.Collections.Immutable;
using Krewe.Scheduling.Regions;

namespace Krewe.Scheduling.Tests.Regions;

public sealed class RegionMovesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MovableModel Model = new() { Home = "eu", Allowed = ["us", "ap"], Wanted = 2, Need = new ReplicaNeed { CpuMillicores = 1_000 } };
    private static readonly Dictionary<(string, string), double> RoundTrips = new() { [("eu", "us")] = 90, [("eu", "ap")] = 200, [("us", "ap")] = 150 };

    [Theory]
    [InlineData(null, false, "us ap", null)]
    [InlineData("us", false, "us ap", "us Asked")]
    [InlineData("eu", false, "us ap", null)] // held at home
    [InlineData("us", false, "ap", null)] // what does not live serves nobody
    [InlineData(null, true, "us ap", "? Maintenance")]
    [InlineData("ap", true, "us ap", "ap Maintenance")]
    [InlineData("eu", true, "us ap", "? Maintenance")] // maintenance empties all the same
    [InlineData(null, true, "us! ap!", null)] // nowhere to go
    [InlineData("us", false, "us! ap", null)]
    public void Decide_OperatorsSay(string? held, bool drained, string others, string? expected)
    {
        var places = Places([("eu", 0, 9), .. others.Split(' ').Select(name => (name, 0.0, 9))]);
        var move = RegionMoves.Decide(Model with { Held = held, HomeDrained = drained }, places, RoundTrips, null, Start);
        Assert.Equal(expected, move.Wish is { } wish ? $"{wish.To ?? "?"} {wish.Reason}" : null);
    }

    [Fact]
    public void Decide_RequestsComeFromFarAway_GoesThereAfterAWhileAndStays()
    {
        var model = Model with { NearMs = 50, Origin = "us" };
        Assert.Equal(["us@5"], Live(model, (_, _) => "us", Places(), minutes: 120));
        Assert.Empty(Live(model with { NearMs = null }, (_, _) => "us", Places(), 120)); // any round trip is near enough
        Assert.Empty(Live(model with { NearMs = 90 }, (_, _) => "us", Places(), 120));
        Assert.Empty(Live(model, (_, _) => "us", Places([("eu", 0, 9), ("us", 0, 1), ("ap", 0, 9)]), 120)); // no room
        Assert.Empty(Live(model, (minute, _) => minute % 4 == 0 ? null : "us", Places(), 120)); // never long enough
    }

    [Fact]
    public void Decide_OriginsGoRoundTheWorld_FollowsNoMoreThanTwiceAnHour()
    {
        // Every ten minutes they come from the other end.
        var moves = Live(Model with { NearMs = 50 }, (minute, _) => minute / 10 % 2 == 0 ? "us" : "eu", Places(), 240);
        Assert.InRange(moves.Count, 2, 8);
        Assert.All(moves.Zip(moves.Skip(1)), pair => Assert.True(Minute(pair.Second) - Minute(pair.First) >= 30, string.Join(' ', moves)));
    }

    [Theory]
    [InlineData(4, 3, true)]
    [InlineData(4, 3.01, false)]
    [InlineData(4, 0, false)] // no price is known, or it is paid anyway
    [InlineData(0, 1, false)]
    public void Decide_AnotherRegionIsCheaper_GoesWhenItPays(double home, double there, bool goes)
    {
        var moves = Live(Model, (_, _) => null, Places([("eu", home, 9), ("us", there, 9), ("ap", 9, 9)]), 60);
        Assert.Equal(goes ? ["us@5"] : [], moves);
    }

    [Fact]
    public void Decide_CheaperButFar_Stays()
    {
        var places = Places([("eu", 4, 9), ("us", 1, 9), ("ap", 1, 9)]);
        Assert.Empty(Live(Model with { NearMs = 50 }, (_, _) => null, places, 60));
        Assert.Equal(["us@5"], Live(Model with { NearMs = 100 }, (_, _) => null, places, 60)); // ap is farther
        Assert.Equal([], Live(Model with { NearMs = 100 }, (_, _) => "ap", Places([("eu", 4, 9), ("us", 1, 9), ("ap", 4, 1)]), 60)); // dear for those who ask
    }

    [Fact]
    public void Decide_PricesGoUpAndDown_NoMoreThanTwiceAnHour()
    {
        var moves = Live(Model, (_, _) => null, minute => RegionPrices(minute / 7), 240);
        Assert.InRange(moves.Count, 1, 8);

        static Dictionary<string, RegionPlace> RegionPrices(int phase) => Places([("eu", phase % 2 == 0 ? 4 : 1, 9), ("us", phase % 2 == 0 ? 1 : 4, 9)]);
    }

    [Fact]
    public void Decide_OwnMoveFindsNoPlace_IsGivenUpAndNotTriedAgainAtOnce()
    {
        var wish = new RegionWish("us", MoveReason.Price);
        var cheaper = Places([("eu", 4, 9), ("us", 1, 9)]);
        RegionMove Decide(double minutes, RegionWish? now, RegionThought? thought, double movedAt) =>
            RegionMoves.Decide(Model with { Now = now, MovedAt = Start.AddMinutes(movedAt) }, cheaper, RoundTrips, thought, Start.AddMinutes(minutes));

        Assert.Equal(wish, Decide(9, wish, null, 0).Wish);
        Assert.Null(Decide(10, wish, null, 0).Wish);
        Assert.Null(Decide(39, null, new RegionThought("us", MoveReason.Price, Start), 10).Wish);
        Assert.Equal(wish, Decide(40, null, new RegionThought("us", MoveReason.Price, Start), 10).Wish);
    }

    [Fact]
    public void Decide_WhatHeldIsTakenBack_ReturnsHome()
    {
        var asked = Model with { Now = new RegionWish("us", MoveReason.Asked), Settled = true, MovedAt = Start };
        Assert.Null(RegionMoves.Decide(asked, Places(), RoundTrips, null, Start.AddHours(1)).Wish);
        var lost = asked with { Held = "us" };
        Assert.Null(RegionMoves.Decide(lost, Places([("eu", 0, 9), ("ap", 0, 9)]), RoundTrips, null, Start.AddHours(1)).Wish);
    }

    [Fact]
    public void Origins_CountLessAsTheyAge()
    {
        var origins = new RequestOrigins();
        origins.Add("eu", 99, Start);
        Assert.Null(origins.Main(Start)); // too few
        origins.Add("eu", 901, Start);
        Assert.Equal("eu", origins.Main(Start));
        origins.Add("us", 1_000, Start.AddMinutes(1));
        Assert.Null(origins.Main(Start.AddMinutes(1))); // neither has most
        origins.Add("us", 1_000, Start.AddMinutes(3));
        Assert.Equal("us", origins.Main(Start.AddMinutes(3)));
        Assert.Null(origins.Main(Start.AddHours(1)));
    }

    /// <summary>A decision each minute, carried out at once; the moves, with their minutes.</summary>
    private static List<string> Live(MovableModel model, Func<int, string?, string?> origin, Dictionary<string, RegionPlace> places, int minutes) => Live(model, origin, _ => places, minutes);

    private static List<string> Live(MovableModel model, Func<int, string?, string?> origin, Func<int, Dictionary<string, RegionPlace>> places, int minutes)
    {
        var (moves, thought) = (new List<string>(), (RegionThought?)null);
        for (var minute = 0; minute < minutes; minute++)
        {
            var now = Start.AddMinutes(minute);
            var next = RegionMoves.Decide(model with { Origin = origin(minute, model.Now?.To) }, places(minute), RoundTrips, thought, now);
            thought = next.Thought;
            if (next.Wish != model.Now)
            {
                moves.Add(FormattableString.Invariant($"{next.Wish?.To ?? model.Home}@{minute}"));
                model = model with { Now = next.Wish, MovedAt = now, Settled = true };
            }
        }

        return moves;
    }

    private static int Minute(string move) => int.Parse(move.Split('@')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, RegionPlace> Places(IEnumerable<(string Name, double Price, int Cores)>? regions = null) => (regions ?? [("eu", 0, 9), ("us", 0, 9), ("ap", 0, 9)])
        .Select(region => new RegionPlace { Name = region.Name.TrimEnd('!'), Drained = region.Name.EndsWith('!'), PricePerCore = region.Price, FreeCpuMillicores = region.Cores * 1_000, FreeMemoryBytes = 1 })
        .ToDictionary(place => place.Name);
}
