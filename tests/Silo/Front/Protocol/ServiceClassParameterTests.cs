using Krewe.Silo.Front.Protocol;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Front.Protocol;

public sealed class ServiceClassParameterTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "Critical")]
    [InlineData(2, "Standard")]
    [InlineData(3, "Batch")]
    [InlineData(4, "Batch")]
    [InlineData(long.MaxValue, "Batch")]
    public void FromPriority_TritonsOrder_OneIsHighest(long priority, string? expected) =>
        Assert.Equal(expected, ServiceClassParameter.FromPriority(priority)?.ToString());

    [Fact]
    public void FromPriority_Negative_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceClassParameter.FromPriority(-1));

    [Fact]
    public void TryCombine_EveryPair_AgreesOrConflicts()
    {
        ServiceClass?[] all = [null, ServiceClass.Critical, ServiceClass.Standard, ServiceClass.Batch];
        foreach (var byPriority in all)
        {
            foreach (var byName in all)
            {
                var agreed = ServiceClassParameter.TryCombine(byPriority, byName, out var value);

                Assert.Equal(byPriority is null || byName is null || byPriority == byName, agreed);
                Assert.True(!agreed || value == (byName ?? byPriority));
            }
        }
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(ServiceClassParameter.MaxTimeoutMicroseconds, true)]
    [InlineData(ServiceClassParameter.MaxTimeoutMicroseconds + 1, false)]
    [InlineData(long.MaxValue, false)]
    public void TryTimeout_Range_IsZeroToTwoPower53(long microseconds, bool valid)
    {
        Assert.Equal(valid, ServiceClassParameter.TryTimeout(microseconds, out var value));
        Assert.Equal(valid && microseconds > 0 ? microseconds : null, value?.Ticks / TimeSpan.TicksPerMicrosecond);
    }
}
