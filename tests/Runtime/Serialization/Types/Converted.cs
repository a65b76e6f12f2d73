using Orleans;

#pragma warning disable CA1051 // Surrogates are structs of fields, as a rule: that is what is tested.

namespace Krewe.Runtime.Tests.Serialization;

/// <summary>A class that somebody else wrote: no attributes, and it can only be made whole.</summary>
public class ForeignRange(int from, int to)
{
    public int From { get; private set; } = from;

    public int To { get; private set; } = to;

    protected void Set(int from, int to) => (From, To) = (from, to);

    internal void Fill(int from, int to) => Set(from, to);
}

/// <summary>A struct that somebody else wrote.</summary>
public readonly struct ForeignAngle(double degrees)
{
    public double Degrees { get; } = degrees;
}

/// <summary>A generic class that somebody else wrote.</summary>
public sealed class ForeignBox<T>(T content)
{
    public T Content => content;
}

[GenerateSerializer]
public struct RangeSurrogate
{
    [Id(0)]
    public int From;

    [Id(1)]
    public int Length;

    [Id(2)]
    public List<int>? Marks;
}

[GenerateSerializer]
public struct AngleSurrogate
{
    [Id(0)]
    public double Degrees;
}

[GenerateSerializer]
public struct BoxSurrogate<T>
{
    [Id(0)]
    public T Content;
}

[RegisterConverter]
public sealed class RangeConverter : IConverter<ForeignRange, RangeSurrogate>, IPopulator<ForeignRange, RangeSurrogate>
{
    public ForeignRange ConvertFromSurrogate(in RangeSurrogate surrogate) => new(surrogate.From, surrogate.From + surrogate.Length);

    public RangeSurrogate ConvertToSurrogate(in ForeignRange value) => new() { From = value.From, Length = value.To - value.From, Marks = [value.From] };

    public void Populate(in RangeSurrogate surrogate, ForeignRange value) => value.Fill(surrogate.From, surrogate.From + surrogate.Length);
}

[RegisterConverter]
public sealed class AngleConverter : IConverter<ForeignAngle, AngleSurrogate>
{
    public ForeignAngle ConvertFromSurrogate(in AngleSurrogate surrogate) => new(surrogate.Degrees);

    public AngleSurrogate ConvertToSurrogate(in ForeignAngle value) => new() { Degrees = value.Degrees };
}

[RegisterConverter]
public sealed class BoxConverter<T> : IConverter<ForeignBox<T>, BoxSurrogate<T>>
{
    public ForeignBox<T> ConvertFromSurrogate(in BoxSurrogate<T> surrogate) => new(surrogate.Content);

    public BoxSurrogate<T> ConvertToSurrogate(in ForeignBox<T> value) => new() { Content = value.Content };
}

/// <summary>Derives from the foreign class.</summary>
[GenerateSerializer]
public sealed class NamedRange() : ForeignRange(0, 0)
{
    [Id(0)]
    public string Name { get; set; } = "";

    public NamedRange(string name, int from, int to)
        : this()
    {
        Name = name;
        Set(from, to);
    }
}

[GenerateSerializer]
public sealed record Measured([property: Id(0)] ForeignRange? Range, [property: Id(1)] ForeignAngle Angle, [property: Id(2)] ForeignBox<string>? Box);
