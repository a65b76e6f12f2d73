using System.Collections.Immutable;

namespace Krewe.Runtime.Tests.Serialization;

/// <summary>Values of mixed types, the same for the same seed.</summary>
internal static class RandomValues
{
    public static object? Next(Random random, int depth) => random.Next(depth > 0 ? 20 : 10) switch
    {
        0 => null,
        1 => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
        2 => (int)(random.NextInt64() >> random.Next(64)),
        3 => BitConverter.Int64BitsToDouble(random.NextInt64()),
        4 => Text(random),
        5 => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
        6 => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)random.Next(3)),
        7 => new Point(random.Next(), -random.Next()),
        8 => Bytes(random),
        9 => (Shade)random.Next(3),
        10 => Enumerable.Range(0, random.Next(5)).Select(_ => Next(random, depth - 1)).ToList(),
        11 => Enumerable.Range(0, random.Next(5)).Select(_ => Next(random, depth - 1)).ToArray(),
        12 => Enumerable.Range(0, random.Next(5)).ToDictionary(i => $"{i}{Text(random)}", _ => Next(random, depth - 1)!),
        13 => new Drawing { Anything = Next(random, depth - 1), Shapes = [new Circle { Radius = random.NextDouble() }], Shared = Bytes(random) },
        14 => new Person(Text(random), random.Next()) { Tags = [Text(random)] },
        15 => new Employee(Text(random), random.Next(), random.Next()) { Manager = new Person(Text(random), 1) },
        16 => new Pair<object?, object> { First = Next(random, depth - 1), Second = 1 },
        17 => new Tree { Value = random.Next(), Left = new Tree(), Children = [new Tree { Value = 1 }] },
        18 => new Label(Text(random), [random.Next(), 2]),
        _ => ImmutableList.Create(Next(random, depth - 1), 1),
    };

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => char.ConvertFromUtf32(random.Next(8) == 0 ? random.Next(0x10000, 0x10ffff) : random.Next(0xd800))));

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(50)];
        random.NextBytes(bytes);
        return bytes;
    }
}
