namespace Krewe.Conformance.Tests.Serialization;

/// <summary>Gives back what it gets.</summary>
public interface IEchoGrain : IGrainWithStringKey
{
    Task<string> Name();

    [Alias("Echo")]
    Task<object?> Echo(object? value);

    Task<Shape> EchoShape(Shape shape);

    Task<Mixed> EchoMixed(Mixed mixed);

    Task<Pair<string, Point>> EchoPair(Pair<string, Point> pair);

    Task<Identities> EchoIdentities(Identities identities);

    Task<bool> FirstIsWithin(Shape first, List<Shape> shapes);

    Task<byte[]> Large(int size);

    Task<int> Many(int a, string b, double c, Colour d, Point e, int[] f, string? g, List<string> h);

    Task<(int Number, string Text, Point? Point)> Tuple(int number, string text, Point? point);

    [Alias("Over1")]
    Task<string> Over(int value);

    [Alias("Over2")]
    Task<string> Over(string value);

    Task<int> Optional(int value, int added = 5);
}

[GrainType("conf.echo")]
public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<object?> Echo(object? value) => Task.FromResult(value);

    public Task<Shape> EchoShape(Shape shape) => Task.FromResult(shape);

    public Task<Mixed> EchoMixed(Mixed mixed) => Task.FromResult(mixed);

    public Task<Pair<string, Point>> EchoPair(Pair<string, Point> pair) => Task.FromResult(pair);

    public Task<Identities> EchoIdentities(Identities identities) => Task.FromResult(identities);

    public Task<bool> FirstIsWithin(Shape first, List<Shape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        return Task.FromResult(shapes.All(shape => ReferenceEquals(shape, first)));
    }

    public Task<byte[]> Large(int size)
    {
        var bytes = new byte[size];
        Array.Fill(bytes, (byte)7);
        return Task.FromResult(bytes);
    }

    public Task<int> Many(int a, string b, double c, Colour d, Point e, int[] f, string? g, List<string> h)
    {
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(h);
        return Task.FromResult(a + b.Length + (int)c + (int)d + e.X + e.Y + f.Sum() + (g is null ? 1 : 0) + h.Count);
    }

    public Task<(int Number, string Text, Point? Point)> Tuple(int number, string text, Point? point) => Task.FromResult((number, text, point));

    public Task<string> Over(int value) => Task.FromResult($"number {value}");

    public Task<string> Over(string value) => Task.FromResult($"text {value}");

    public Task<int> Optional(int value, int added) => Task.FromResult(value + added);
}
