using System.Collections.Immutable;
using System.Net;
using Orleans.Serialization;

namespace Krewe.Conformance.Tests.Serialization;

/// <summary>Values between two silos, so that they are serialized.</summary>
[Collection(SharedCluster.Name)]
public sealed class SerializationTests(ClusterFixture fixture) : IAsyncLifetime
{
    private IEchoGrain _grain = null!;

    /// <summary>By name, since not all of them can be written into a test's name.</summary>
    public static Dictionary<string, object?> Values { get; } = new()
    {
        ["null"] = null,
        ["bool"] = true,
        ["byte"] = (byte)200,
        ["sbyte"] = (sbyte)-100,
        ["char"] = 'ß',
        ["short"] = short.MinValue,
        ["ushort"] = ushort.MaxValue,
        ["int"] = int.MinValue,
        ["uint"] = uint.MaxValue,
        ["long"] = long.MinValue,
        ["ulong"] = ulong.MaxValue,
        ["float"] = float.Epsilon,
        ["double"] = double.NegativeInfinity,
        ["NaN"] = double.NaN,
        ["decimal"] = 1234567890.123456789m,
        ["string"] = "text → ünïcode 🦊",
        ["empty string"] = "",
        ["Guid"] = new Guid("0123456789abcdef0123456789abcdef"),
        ["DateTime"] = new DateTime(2026, 11, 22, 1, 2, 3, DateTimeKind.Utc),
        ["DateTimeOffset"] = new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.FromHours(2)),
        ["TimeSpan"] = TimeSpan.FromTicks(-5),
        ["DateOnly"] = new DateOnly(2026, 11, 22),
        ["TimeOnly"] = new TimeOnly(23, 59),
        ["Uri"] = new Uri("https://example.org/a?b=c"),
        ["Version"] = new Version(1, 2, 3),
        ["IPAddress"] = IPAddress.Parse("fe80::1"),
        ["bytes"] = new byte[] { 1, 2, 3 },
        ["enum"] = Colour.Green,
        ["record"] = new Dog("Rex", 4),
        ["record struct"] = new Point(1, -1),
        ["tuple"] = Tuple.Create(1, "a"),
        ["value tuple"] = (1, "a", true),
        ["key and value"] = KeyValuePair.Create("a", 1),
        ["GrainId"] = GrainId.Create("a", "b"),
        ["SiloAddress"] = SiloAddress.FromParsableString("127.0.0.1:11111@5"),
    };

    public static Dictionary<string, System.Collections.IEnumerable> Collections { get; } = new()
    {
        ["array"] = new[] { 1, 2, 3 },
        ["array of records"] = new[] { new Point(1, 2), new Point(3, 4) },
        ["List"] = new List<string> { "a", "b" },
        ["Dictionary"] = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 },
        ["HashSet"] = new HashSet<int> { 1, 2 },
        ["Queue"] = new Queue<int>([1, 2]),
        ["Stack"] = new Stack<int>([1, 2]),
        ["SortedDictionary"] = new SortedDictionary<int, string> { [2] = "b", [1] = "a" },
        ["SortedSet"] = new SortedSet<int> { 2, 1 },
        ["ImmutableArray"] = ImmutableArray.Create(1, 2),
        ["ImmutableList"] = ImmutableList.Create(1, 2),
        ["ImmutableDictionary"] = ImmutableDictionary<string, int>.Empty.Add("a", 1),
        ["ImmutableHashSet"] = ImmutableHashSet.Create(1, 2),
        ["objects"] = new object?[] { 1, "a", null, new Point(1, 2) },
        ["empty"] = Array.Empty<int>(),
    };

    public static TheoryData<string> ValueNames => [.. Values.Keys];

    public static TheoryData<string> CollectionNames => [.. Collections.Keys];

    public async Task InitializeAsync()
    {
        var grain = await fixture.PlaceAsync<IEchoGrain>(fixture.Cluster.Silos[1].SiloAddress, one => one.Name());
        _grain = fixture.From(0).GetGrain<IEchoGrain>(grain.GetPrimaryKeyString());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(ValueNames))]
    public async Task Value_OfAKnownType_ComesBack(string name)
    {
        var echo = await _grain.Echo(Values[name]);
        Assert.Equal(Values[name], echo);
        Assert.Equal(Values[name]?.GetType(), echo?.GetType());
    }

    [Theory]
    [MemberData(nameof(CollectionNames))]
    public async Task Collection_OfAKnownType_ComesBack(string name)
    {
        var echo = (System.Collections.IEnumerable?)await _grain.Echo(Collections[name]);
        Assert.Equal(Collections[name].Cast<object?>(), echo!.Cast<object?>());
        Assert.Equal(Collections[name].GetType(), echo!.GetType());
    }

    [Fact]
    public async Task Kind_OfADateTime_ComesBack() =>
        Assert.Equal(DateTimeKind.Utc, ((DateTime)(await _grain.Echo(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)))!).Kind);

    [Fact]
    public async Task DerivedClass_AsItsBase_KeepsTypeAndAllMembers()
    {
        var ring = Assert.IsType<Ring>(await _grain.EchoShape(new Ring { Name = "a", Radius = 2, Inner = 1 }));
        Assert.Equal(("a", 2, 1), (ring.Name, ring.Radius, ring.Inner));
        Assert.Equal(5, Assert.IsType<Circle>(await _grain.EchoShape(new Circle { Radius = 5 })).Radius);
    }

    [Fact]
    public async Task Record_WithParametersAndMembers_KeepsBoth()
    {
        var person = Assert.IsType<Person>(await _grain.Echo(new Person("Ann", 44) { Tags = ["x"] }));
        Assert.Equal(("Ann", 44), (person.Name, person.Age));
        Assert.Equal(["x"], person.Tags);
    }

    [Fact]
    public async Task Generic_OfTwoTypes_ComesBack()
    {
        var pair = await _grain.EchoPair(new Pair<string, Point> { First = "a", Second = new Point(1, 2) });
        Assert.Equal(("a", new Point(1, 2)), (pair.First, pair.Second));
        var other = Assert.IsType<Pair<List<int>, Shape>>(await _grain.Echo(new Pair<List<int>, Shape> { First = [1], Second = new Ring { Name = "r" } }));
        Assert.Equal("r", other.Second!.Name);
    }

    [Fact]
    public async Task Members_OfAllKinds_ComeBack()
    {
        Mixed mixed = new()
        {
            Maybe = 5,
            Shape = new Ring { Inner = 3 },
            Anything = new Point(1, 2),
            Numbers = [1, 2],
            Points = new Dictionary<string, Point> { ["a"] = new(3, 4) },
            Colour = Colour.Green,
            Text = "t",
        };
        mixed.Hide(9);
        var echo = await _grain.EchoMixed(mixed);
        Assert.Equal((5, 3, new Point(1, 2)), (echo.Maybe, ((Ring)echo.Shape!).Inner, (Point)echo.Anything!));
        Assert.Equal([1, 2], echo.Numbers);
        Assert.Equal(new Point(3, 4), echo.Points!["a"]);
        Assert.Equal((Colour.Green, "t"), (echo.Colour, echo.Text));
        Assert.Equal([9], echo.Hidden);
    }

    [Fact]
    public async Task Members_ThatAreNull_ComeBackSo()
    {
        var echo = await _grain.EchoMixed(new Mixed());
        Assert.Null(echo.Maybe);
        Assert.Null(echo.Shape);
        Assert.Null(echo.Anything);
        Assert.Null(echo.Numbers);
        Assert.Null(echo.Text);
    }

    [Fact]
    public async Task Identities_AsMembers_ComeBackAndCanBeUsed()
    {
        Identities identities = new(_grain.GetGrainId(), fixture.Cluster.Silos[0].SiloAddress, _grain, GrainType.Create("x"));
        var echo = await _grain.EchoIdentities(identities);
        Assert.Equal(identities, echo);
        Assert.Equal(_grain.GetPrimaryKeyString(), await echo.Reference.Name());
    }

    [Fact]
    public async Task References_ToOneObject_StayToOneWhereReferencesAreKept()
    {
        Circle circle = new();
        Assert.Equal(Expected.ReferencesAreKept, await _grain.FirstIsWithin(circle, [circle, circle]));
        Assert.False(await _grain.FirstIsWithin(circle, [circle, new Circle()]));
    }

    [Fact]
    public async Task Type_WithoutASerializer_IsRefusedByName()
    {
        var exception = await Assert.ThrowsAsync<CodecNotFoundException>(() => _grain.Echo(new Unserializable())).Soon();
        Assert.Contains(nameof(Unserializable), exception.Message, StringComparison.Ordinal);
        Assert.Equal(_grain.GetPrimaryKeyString(), await _grain.Name());
    }

    [Fact]
    public async Task Result_OfMegabytes_ComesBack()
    {
        var bytes = await _grain.Large(5_000_000).Soon();
        Assert.Equal(5_000_000, bytes.Length);
        Assert.True(bytes.All(one => one == 7));
    }

    [Fact]
    public async Task Arguments_ManyOfDifferentTypes_Arrive() =>
        Assert.Equal(1 + 2 + 3 + 7 + 4 + 5 + 6 + 1 + 2, await _grain.Many(1, "ab", 3.5, Colour.Green, new Point(4, 5), [1, 2, 3], null, ["x", "y"]));

    [Fact]
    public async Task Tuple_AsAResult_ComesBack()
    {
        Assert.Equal((1, "a", null), await _grain.Tuple(1, "a", null));
        Assert.Equal((1, "a", new Point(2, 3)), await _grain.Tuple(1, "a", new Point(2, 3)));
    }

    [Fact]
    public async Task Overloads_OfAMethod_AreApart()
    {
        Assert.Equal("number 5", await _grain.Over(5));
        Assert.Equal("text 5", await _grain.Over("5"));
    }

    [Fact]
    public async Task Parameter_WithADefault_HasIt() => Assert.Equal(6, await _grain.Optional(1));
}
