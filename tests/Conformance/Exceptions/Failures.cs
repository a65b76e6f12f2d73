namespace Krewe.Conformance.Tests.Exceptions;

/// <summary>An exception of the application, with data of its own.</summary>
[GenerateSerializer, Alias("conf.own-exception")]
public sealed class OwnException : Exception
{
    public OwnException(string message, int code)
        : base(message) => Code = code;

    public OwnException(string message, int code, Exception inner)
        : base(message, inner) => Code = code;

    [Id(0)]
    public int Code { get; private set; }
}

internal static class Failures
{
    internal static Exception Make(string kind) => kind switch
    {
        "argument" => new ArgumentException("bad", nameof(kind)),
        "invalid" => new InvalidOperationException("not now"),
        "inner" => new InvalidOperationException("outer", new FormatException("inner")),
        "own" => new OwnException("mine", 7),
        "own with inner" => new OwnException("mine", 8, new OwnException("deeper", 9)),
        "cancelled" => new OperationCanceledException("by itself"),
        "timeout" => new TimeoutException("of its own"),
        "unauthorized" => new UnauthorizedAccessException("not you"),
        "not implemented" => new NotImplementedException("later"),
        "aggregate" => new AggregateException("many", new FormatException("one"), new InvalidOperationException("two")),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
