using Krewe.Runtime.Serialization;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Krewe.Runtime.Tests.Serialization;

public sealed class ExceptionCodecTests
{
    public static TheoryData<Exception> Known() => new(
        new InvalidOperationException("m"), new ArgumentException("m", "p"), new ArgumentNullException("p"), new ArgumentOutOfRangeException("p", "m"),
        new ObjectDisposedException("o", "m"), new TimeoutException("m"), new OperationCanceledException("m"), new TaskCanceledException("m"),
        new KeyNotFoundException("m"), new NotSupportedException("m"), new UnauthorizedAccessException("m"), new IOException("m"), new Exception("m", new FormatException("i")),
        new AggregateException("m", new InvalidOperationException("1"), new TimeoutException("2")), new OrleansException("m"),
        new SiloUnavailableException("m"), new CodecNotFoundException("m"), new WireFormatException("m"),
        new FailureException("m", 5, new TimeoutException("i")), new SpecialFailureException("m", 6, "d"));

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void Read_KnownException_KeepsTypeTextAndCauses(Exception exception)
    {
        Exception copy = RoundTrip(exception);
        Assert.Equal(exception.GetType(), copy.GetType());
        Assert.Equal(exception.Message, copy.Message);
        Assert.Equal(exception.HResult, copy.HResult);
        Assert.Equal(exception.InnerException?.GetType(), copy.InnerException?.GetType());
        Assert.Equal(exception.InnerException?.Message, copy.InnerException?.Message);
    }

    [Fact]
    public void Read_OwnMembers_AreKept()
    {
        SpecialFailureException copy = Assert.IsType<SpecialFailureException>(RoundTrip(new SpecialFailureException("m", 6, "d")));
        Assert.Equal((6, "d"), (copy.Code, copy.Detail));
        InconsistentStateException state = Assert.IsType<InconsistentStateException>(RoundTrip(new InconsistentStateException("m", "1", "2")));
        Assert.Equal(("1", "2"), (state.StoredEtag, state.CurrentEtag));
        AggregateException all = Assert.IsType<AggregateException>(RoundTrip(new AggregateException(new TimeoutException("a"), new IOException("b"))));
        Assert.Equal(["a", "b"], all.InnerExceptions.Select(inner => inner.Message));
    }

    [Fact]
    public void Read_ThrownException_KeepsItsStack()
    {
        try
        {
            throw new InvalidOperationException("x");
        }
        catch (InvalidOperationException exception)
        {
            Assert.Contains(nameof(Read_ThrownException_KeepsItsStack), RoundTrip(exception).StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_UnknownException_KeepsNameTextAndCausesOnTheWayOn()
    {
        Exception first = RoundTrip(new UnknownException("what"));
        UnavailableExceptionFallbackException second = Assert.IsType<UnavailableExceptionFallbackException>(RoundTrip(first));
        Assert.Equal(typeof(UnknownException).FullName, second.ExceptionType);
        Assert.Contains("what", second.Message, StringComparison.Ordinal);
        Assert.Equal(first.Message, second.Message);
    }

    [Fact]
    public void Read_GeneratedExceptionUnderAnUnknownName_KeepsTheText()
    {
        byte[] bytes = Wire.WriteObject(new SpecialFailureException("inside", 1, "d"));
        byte[] known = System.Text.Encoding.UTF8.GetBytes("test.special-failure");
        int at = bytes.AsSpan().IndexOf(known);
        bytes[at] = (byte)'b';
        UnavailableExceptionFallbackException read = Assert.IsType<UnavailableExceptionFallbackException>(Wire.ReadObject(bytes));
        Assert.Equal("best.special-failure", read.ExceptionType);
        Assert.Contains("inside", read.Message, StringComparison.Ordinal);
    }

    private static Exception RoundTrip(Exception exception) => Assert.IsAssignableFrom<Exception>(Wire.ReadObject(Wire.WriteObject(exception)));
}
