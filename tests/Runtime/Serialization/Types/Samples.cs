using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

#pragma warning disable CA1051 // Visible fields are one of the shapes.

namespace Krewe.Runtime.Tests.Serialization;

// The shapes that the generator has to deal with; one file because they are only looked at together.
public enum Colour : byte
{
    Red,
    Green = 200,
}

[GenerateSerializer, Alias("test.shade")]
public enum Shade
{
    Light,
    Dark,
}

[GenerateSerializer, Alias("test.point")]
public readonly record struct Point(int X, int Y);

[GenerateSerializer, Immutable, Alias("test.label")]
public sealed record Label(string Text, ImmutableArray<int> Codes);

[GenerateSerializer, Alias("test.person")]
public record Person(string Name, int Age)
{
    [Id(0)]
    public List<string> Tags { get; init; } = [];

    [Id(1)]
    public string? Note { get; private set; }

    public Person WithNote(string note)
    {
        Note = note;
        return this;
    }
}

[GenerateSerializer, Alias("test.employee")]
public sealed record Employee(string Name, int Age, decimal Salary) : Person(Name, Age)
{
    [Id(0)]
    public Person? Manager { get; init; }
}

[GenerateSerializer, Alias("test.shape")]
public abstract class Shape
{
    [Id(0)]
    public string Name { get; set; } = "";
}

[GenerateSerializer, Alias("test.circle")]
public sealed class Circle : Shape
{
    [Id(0)]
    public double Radius { get; set; }
}

[GenerateSerializer, Alias("test.square")]
public class Square : Shape
{
    [Id(0)]
    private readonly int _side;

    public Square(int side) => _side = side;

    public int Side => _side;
}

[GenerateSerializer, Alias("test.drawing")]
public sealed class Drawing
{
    [Id(0)]
    public List<Shape> Shapes { get; set; } = [];

    [Id(1)]
    public object? Anything { get; set; }

    [Id(2)]
    public IReadOnlyList<Point> Points { get; set; } = [];

    [Id(3)]
    public IReadOnlyDictionary<string, Shade>? Shades { get; set; }

    [Id(4)]
    public IEnumerable<Shape>? More { get; set; }

    [Id(5)]
    [Immutable]
    public byte[]? Shared { get; set; }
}

[GenerateSerializer, Alias("test.pair")]
public sealed class Pair<TFirst, TSecond>
    where TSecond : notnull
{
    [Id(0)]
    public TFirst? First { get; set; }

    [Id(1)]
    internal TSecond? Second;

    [Id(2)]
    private int _third;

    public int Third
    {
        get => _third;
        init => _third = value;
    }

    [GenerateSerializer]
    public sealed record Inner<T>(TFirst First, T Third);
}

[GenerateSerializer, Alias("test.tree")]
public sealed class Tree
{
    [Id(0)]
    public int Value { get; set; }

    [Id(1)]
    public Tree? Left { get; set; }

    [Id(2)]
    public List<Tree>? Children { get; set; }
}

[GenerateSerializer, Alias("test.mutable-struct")]
public struct Mutable
{
    [Id(0)]
    public int Number;

    [Id(1)]
    public string? Text { get; private set; }

    [Id(2)]
    public required int @class { get; init; }

    public void Say(string text) => Text = text;
}

[GenerateSerializer, Alias("test.required")]
public sealed class Required
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public int Default { get; init; } = 7;

    [field: NonSerialized]
    public int Ignored { get; set; }
}

[GenerateSerializer, Alias("test.failure")]
public class FailureException(string message, int code, Exception? inner = null) : InvalidOperationException(message, inner)
{
    [Id(0)]
    public int Code { get; } = code;
}

[GenerateSerializer, Alias("test.special-failure")]
public sealed class SpecialFailureException(string message, int code, string detail) : FailureException(message, code)
{
    [Id(0)]
    public string Detail { get; } = detail;
}

public sealed class UnknownException(string message) : Exception(message);

public sealed class Unmarked
{
    public int Value { get; set; }
}

// Two ages of one type, as two processes would have them during an upgrade.
[GenerateSerializer, Alias("test.settings-1")]
public sealed class SettingsBefore
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public List<Point>? Removed { get; set; }

    [Id(2)]
    public int Size { get; set; }
}

[GenerateSerializer, Alias("test.settings-2")]
public sealed class SettingsAfter
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(2)]
    public long Size { get; set; }

    [Id(3)]
    public string Added { get; set; } = "default";

    [Id(4)]
    public Shape? AddedShape { get; set; }
}

[GenerateSerializer, Alias("test.wrapper")]
public sealed record Wrapper(Immutable<List<int>> Shared, List<int> Own);
