using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Silo.Logging;
using Krewe.Testing.Logs;
using Microsoft.Extensions.Logging;

namespace Krewe.Silo.Tests.Logging;

public sealed class LoggedEventsTests
{
    [Theory]
    [InlineData(EventLevel.Information, LogLevel.Information)]
    [InlineData(EventLevel.Warning, LogLevel.Warning)]
    [InlineData(EventLevel.Error, LogLevel.Error)]
    public void Record_AnEvent_IsKeptAndOneLineOfItsLevel(EventLevel level, LogLevel logged)
    {
        using var log = new RecordedLog();
        var ring = new EventRing("a", TimeProvider.System);
        new LoggedEvents(ring, log.For<LoggedEvents>()).Record(new ClusterEvent
        {
            At = DateTimeOffset.UnixEpoch,
            Kind = EventKinds.PlacementRefused,
            Level = level,
            Subject = "default/big@local",
            Message = "no host has room",
            Code = ErrorCodes.NotPlaced,
            Reasons = ["host a has 1 core free", "host b is lost"],
        });

        var entry = Assert.Single(log.Entries);
        Assert.Equal((2110, logged), (entry.EventId.Id, entry.Level));
        Assert.Equal("placement.refused default/big@local: no host has room (KRW3102; host a has 1 core free; host b is lost)", entry.Message);
        Assert.Single(ring.Read(EventFilter.All, null, 10).Events);
    }
}
