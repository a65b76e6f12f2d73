using System.Collections.Immutable;
using System.Net;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Serialization;

public sealed class BuiltInCodecTests
{
    public static TheoryData<object> Values() => new(
        true, false, (byte)0, byte.MaxValue, sbyte.MinValue, (sbyte)-1, short.MinValue, ushort.MaxValue, 0, 14, 15, 16, -15, -16, -17, int.MinValue, int.MaxValue,
        uint.MaxValue, long.MinValue, long.MaxValue, 0UL, ulong.MaxValue, Int128.MinValue, Int128.MaxValue, UInt128.MaxValue,
        0f, -0f, float.NaN, float.Epsilon, float.PositiveInfinity, 0d, double.NaN, double.MinValue, (Half)1.5f, Half.NaN,
        0m, decimal.MaxValue, decimal.MinValue, -0.0000000000000000000000000001m, 1.10m, 'x', '\uffff', "", "a", "åäö 漢字 😀", new string('x', 5000),
        Guid.Empty, Guid.Parse("12345678-9abc-def0-1234-56789abcdef0"), TimeSpan.MinValue, TimeSpan.MaxValue,
        DateTime.MinValue, DateTime.MaxValue, new DateTime(5, DateTimeKind.Local), new DateTime(5, DateTimeKind.Utc),
        DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-14)),
        DateOnly.MaxValue, TimeOnly.MaxValue, new Uri("http://a/b?c#d"), new Uri("x/y", UriKind.Relative), new Version(1, 2), new Version(1, 2, 3, 4),
        IPAddress.Parse("10.0.0.1"), IPAddress.Parse("fe80::1"),
        Shade.Dark, (Shade)99,
        Array.Empty<byte>(), new byte[] { 1, 2, 3 }, new int[] { 1, -1 }, new float[] { 1.5f, float.NaN }, new double[] { 2.5 }, new Half[] { (Half)1 },
        new string?[] { "a", null }, new int?[] { 1, null }, new int[][] { [1], [] }, new object?[] { 1, "x", null, new Point(1, 2) },
        new List<int> { 1, 2 }, new List<List<string>> { new() { "x" }, new() }, new Queue<int>([1, 2, 3]), new Stack<int>([1, 2, 3]),
        new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new Dictionary<Point, List<int>> { [new Point(1, 2)] = [3] },
        new SortedDictionary<int, string> { [2] = "b", [1] = "a" }, new HashSet<int> { 3, 1 }, new SortedSet<int> { 3, 1 },
        ImmutableArray.Create(1, 2), ImmutableList.Create("x"), ImmutableHashSet.Create(1), ImmutableSortedSet.Create(2, 1),
        ImmutableDictionary.CreateRange([KeyValuePair.Create("k", 1)]), ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("k", 1)]),
        KeyValuePair.Create(1, "x"), ValueTuple.Create(1), (1, "x"), (1, 2, 3), (1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5, 6, 7, 8, 9),
        Tuple.Create(1), Tuple.Create(1, "x"), Tuple.Create(1, 2, 3), Tuple.Create(1, 2, 3, 4),
        IdSpan.Create("k"), GrainType.Create("t"), GrainInterfaceType.Create("i"), GrainId.Create("t", "a/b"), new ActivationId(Guid.Parse("12345678-9abc-def0-1234-56789abcdef0")),
        SiloAddress.New(IPAddress.Loopback, 11111, 77), new MembershipVersion(3),
        new GrainAddress { GrainId = GrainId.Create("t", "k"), SiloAddress = SiloAddress.New(IPAddress.IPv6Loopback, 1, 2) });

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void ReadAndCopy_Value_AreEqualAndOfTheSameType(object value)
    {
        AssertSame(value, Wire.ReadObject(Wire.WriteObject(value)));
        AssertSame(value, ObjectCodec.Copy(value));
    }

    [Fact]
    public void Read_Nulls_AreNull()
    {
        Assert.Null(Wire.RoundTrip<string?>(null));
        Assert.Null(Wire.RoundTrip<int?>(null));
        Assert.Null(Wire.RoundTrip<List<int>?>(null));
        Assert.Null(Wire.RoundTrip<byte[]?>(null));
        Assert.Null(Wire.RoundTrip<object?>(null));
        Assert.Null(Wire.RoundTrip<Person?>(null));
        Assert.Null(Wire.RoundTrip<IReadOnlyList<int>?>(null));
        Assert.True(Wire.RoundTrip<ImmutableArray<int>>(default).IsDefault);
    }

    [Fact]
    public void Read_EnumWithoutName_KeepsItsValue()
    {
        Assert.Equal(Colour.Green, Wire.RoundTrip(Colour.Green));
        Assert.Equal([Colour.Red, (Colour)7], Wire.RoundTrip<IReadOnlyList<Colour>>(new List<Colour> { Colour.Red, (Colour)7 }));
    }

    [Fact]
    public void Read_Memory_KeepsBytes()
    {
        Assert.Equal([1, 2], Wire.RoundTrip<ReadOnlyMemory<byte>>(new byte[] { 1, 2 }).ToArray());
        Assert.Equal([1, 2], Wire.RoundTrip<Memory<byte>>(new byte[] { 1, 2 }).ToArray());
        Assert.Equal([1.5f], Wire.RoundTrip<ReadOnlyMemory<float>>(new[] { 1.5f }).ToArray());
        byte[] bytes = [1];
        ReadOnlyMemory<byte> copy = Codecs.Get<ReadOnlyMemory<byte>>().Copy(bytes);
        bytes[0] = 2;
        Assert.Equal(1, copy.Span[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(StringComparison.Ordinal)]
    [InlineData(StringComparison.OrdinalIgnoreCase)]
    public void ReadAndCopy_Comparer_IsKept(StringComparison? comparison)
    {
        StringComparer? comparer = comparison is { } given ? StringComparer.FromComparison(given) : null;
        bool ignoresCase = comparison == StringComparison.OrdinalIgnoreCase;
        Dictionary<string, int> dictionary = new(comparer) { ["Key"] = 1 };
        HashSet<string> set = new(comparer) { "Key" };
        ImmutableDictionary<string, int> immutable = ImmutableDictionary.CreateRange(comparer, dictionary);
        Assert.Equal(ignoresCase, Wire.RoundTrip(dictionary).ContainsKey("KEY"));
        Assert.Equal(ignoresCase, Codecs.Get<Dictionary<string, int>>().Copy(dictionary).ContainsKey("KEY"));
        Assert.Equal(ignoresCase, Wire.RoundTrip(set).Contains("KEY"));
        Assert.Equal(ignoresCase, Wire.RoundTrip(immutable).ContainsKey("KEY"));
        Assert.Equal(dictionary.Comparer, Wire.RoundTrip(dictionary).Comparer);
        Assert.Equal(ignoresCase, Wire.RoundTrip(new SortedDictionary<string, int>(dictionary, comparer)).ContainsKey("KEY"));
    }

    [Fact]
    public void Read_CollectionInInterface_KeepsItsType()
    {
        Assert.IsType<int[]>(Wire.RoundTrip<IReadOnlyList<int>>(new int[] { 1 }));
        Assert.IsType<List<int>>(Wire.RoundTrip<IEnumerable<int>>(new List<int> { 1 }));
        Assert.IsType<HashSet<int>>(Wire.RoundTrip<IReadOnlySet<int>>(new HashSet<int> { 1 }));
        Assert.IsType<ImmutableArray<int>>(Wire.RoundTrip<IList<int>>(ImmutableArray.Create(1)));
        Assert.IsType<Dictionary<string, int>>(Wire.RoundTrip<IDictionary<string, int>>(new Dictionary<string, int> { ["x"] = 1 }));
        Assert.IsType<Dictionary<string, int>>(Wire.RoundTrip<IEnumerable<KeyValuePair<string, int>>>(new Dictionary<string, int> { ["x"] = 1 }));
        Assert.IsType<List<Circle>>(Wire.RoundTrip<IReadOnlyList<Shape>>(new List<Circle> { new() }));
        IReadOnlyList<int> expression = [1, 2, 3];
        Assert.Equal([1, 2, 3], Assert.IsType<int[]>(Wire.RoundTrip(expression)));
        Assert.Equal([1, 2, 3], Codecs.Get<IReadOnlyList<int>>().Copy(expression));
    }

    [Fact]
    public void Copy_Collections_ShareNothing()
    {
        List<int[]> list = [[1]];
        List<int[]> copy = Codecs.Get<List<int[]>>().Copy(list);
        list[0][0] = 2;
        list.Add([3]);
        Assert.Equal([[1]], copy);
        ImmutableArray<List<int>> outer = [[1]];
        Assert.NotSame(outer[0], Codecs.Get<ImmutableArray<List<int>>>().Copy(outer)[0]);
        (List<int>, int) tuple = ([1], 2);
        Assert.NotSame(tuple.Item1, Codecs.Get<(List<int>, int)>().Copy(tuple).Item1);
    }

    [Fact]
    public void Read_SeededValues_AreEqual()
    {
        Random random = new(20260801);
        for (int i = 0; i < 2000; i++)
        {
            object? value = RandomValues.Next(random, 5);
            AssertSame(value, Wire.ReadObject(Wire.WriteObject(value)));
            AssertSame(value, ObjectCodec.Copy(value));
        }
    }

    // Equality by what is written: it is the same for equal values of all types, NaN and negative zero included.
    private static void AssertSame(object? expected, object? actual)
    {
        Assert.Equal(expected?.GetType(), actual?.GetType());
        Assert.Equal(Wire.WriteObject(expected), Wire.WriteObject(actual));
        if (expected is not null && (expected is string || expected.GetType().IsValueType))
        {
            Assert.Equal(expected.ToString(), actual!.ToString());
        }
    }
}
