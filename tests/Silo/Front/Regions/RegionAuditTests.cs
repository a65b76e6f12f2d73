using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Silo.Front;
using Krewe.Silo.Front.Regions;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Front.Regions;

public sealed class RegionAuditTests
{
    private readonly EventRing _ring = new("silo", TimeProvider.System);

    [Fact]
    public void Tell_EveryRequestElsewhereIsInOneEvent_AndNoOther()
    {
        var audit = new RegionAudit(_ring, TimeProvider.System);
        var there = new RequestRecord { Model = "m", Tenant = "t", Region = "us", Home = "eu", RegionReason = RegionReason.Lost, Class = ServiceClass.Critical, Executions = 1 };
        audit.RequestFinished(there);
        audit.RequestFinished(there);
        audit.RequestFinished(there with { RegionReason = ErrorCodes.QueueFull });
        audit.RequestFinished(there with { Region = "eu" });
        audit.RequestFinished(there with { Home = null });
        audit.RequestFinished(there with { Executions = 0 });
        audit.RequestFinished(there with { Region = "eu", Executions = 0, Code = ErrorCodes.RegionLost });
        audit.Tell();
        audit.RequestFinished(there);
        audit.Tell();
        Assert.DoesNotContain(_ring.Read(EventFilter.All, null, 100).Events, one => one.Inputs["requests"] == "3");
        audit.Tell(all: true);

        var told = _ring.Read(EventFilter.All, null, 100).Events;
        Assert.Equal(
            [("KRW1104", "1", EventKinds.RequestsElsewhere), ("lost", "1", EventKinds.RequestsElsewhere), ("lost", "1", EventKinds.RequestsKept), ("lost", "2", EventKinds.RequestsElsewhere)],
            told.Select(one => (one.Inputs["reason"], one.Inputs["requests"], one.Kind)).Order());
        Assert.All(told, one => Assert.Equal("t/m@eu", one.Subject));
    }
}
