namespace Krewe.Conformance.Tests.Serialization;

[GenerateSerializer, Alias("conf.colour")]
public enum Colour
{
    Red,
    Green = 7,
}

[GenerateSerializer, Alias("conf.shape")]
public abstract class Shape
{
    [Id(0)]
    public string Name { get; set; } = "";
}

/// <summary>Its ids begin anew: each level of inheritance has its own.</summary>
[GenerateSerializer, Alias("conf.circle")]
public class Circle : Shape
{
    [Id(0)]
    public double Radius { get; set; }
}

[GenerateSerializer, Alias("conf.ring")]
public sealed class Ring : Circle
{
    [Id(0)]
    public double Inner { get; set; }
}

[GenerateSerializer, Alias("conf.point")]
public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);

[GenerateSerializer, Alias("conf.person")]
public sealed record Person(string Name, int Age)
{
    [Id(0)]
    public List<string> Tags { get; init; } = [];
}

[GenerateSerializer, Alias("conf.animal")]
public record Animal(string Name);

[GenerateSerializer, Alias("conf.dog")]
public sealed record Dog(string Name, int Legs) : Animal(Name);

[GenerateSerializer, Alias("conf.pair`2")]
public sealed class Pair<TFirst, TSecond>
{
    [Id(0)]
    public TFirst? First { get; set; }

    [Id(1)]
    public TSecond? Second { get; set; }
}

/// <summary>Members of all kinds.</summary>
[GenerateSerializer, Alias("conf.mixed")]
public sealed class Mixed
{
    [Id(0)]
    private readonly List<int> _hidden = [];

    [Id(1)]
    public int? Maybe { get; set; }

    [Id(2)]
    public Shape? Shape { get; set; }

    [Id(3)]
    public object? Anything { get; set; }

    [Id(4)]
    public IReadOnlyList<int>? Numbers { get; init; }

    [Id(5)]
    public Dictionary<string, Point>? Points { get; set; }

    [Id(6)]
    public Colour Colour { get; set; }

    [Id(7)]
    public string? Text { get; set; }

    /// <summary>Without an id it does not travel.</summary>
    [field: NonSerialized]
    public int Left { get; set; }

    public IReadOnlyList<int> Hidden => _hidden;

    public void Hide(int number) => _hidden.Add(number);
}

/// <summary>Identities and references as members.</summary>
[GenerateSerializer, Alias("conf.identities")]
public sealed record Identities(
    [property: Id(0)] GrainId Grain, [property: Id(1)] SiloAddress Silo, [property: Id(2)] IEchoGrain Reference, [property: Id(3)] GrainType Type);

/// <summary>It has no serializer.</summary>
public sealed class Unserializable
{
    public int Value { get; set; }
}

/// <summary>A record as it was.</summary>
[GenerateSerializer, Alias("conf.tolerance-old")]
public sealed class OldVersion
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(2)]
    public int Count { get; set; }
}

/// <summary>The same later: a member more, in between and at the end.</summary>
[GenerateSerializer, Alias("conf.tolerance-new")]
public sealed class NewVersion
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public List<string> Added { get; set; } = ["kept"];

    [Id(2)]
    public int Count { get; set; }

    [Id(7)]
    public Point? Last { get; set; }
}
