using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Events;

public sealed class EventTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [FakeFact]
    public void Wait_ForAnXid_GivesItOnceToEachSet()
    {
        using var fake = new FakeNvml("gpu.0.like = h100\ngpu.1.like = h100");
        var library = fake.Open();
        using var first = library.CreateEventSet();
        using var second = library.CreateEventSet();
        foreach (var events in new[] { first, second })
        {
            Assert.Equal(NvmlReturn.Success, events.TryRegister(library.GetDevice(0), NvmlEventTypes.XidCriticalError));
            Assert.Equal(NvmlReturn.Success, events.TryRegister(library.GetDevice(1), NvmlEventTypes.XidCriticalError | NvmlEventTypes.MigConfiguration));
        }

        fake.Post(1, NvmlEventTypes.XidCriticalError, 79);
        fake.Post(0, NvmlEventTypes.MigConfiguration, 0);
        fake.Post(1, NvmlEventTypes.XidCriticalError, 31, gi: 2, ci: 0);
        foreach (var events in new[] { first, second })
        {
            Assert.Equal(NvmlReturn.Success, events.TryWait(Patience, out var happened));
            Assert.Equal((library.GetDevice(1), 79UL, null), (happened.Device, happened.Data, happened.GpuInstance));
            Assert.Equal(NvmlReturn.Success, events.TryWait(Patience, out happened));
            Assert.Equal((31UL, 2u, 0u), (happened.Data, happened.GpuInstance, happened.ComputeInstance));
            Assert.Equal(NvmlReturn.Timeout, events.TryWait(TimeSpan.Zero, out _));
        }
    }

    [FakeFact]
    public void Wait_OnAnotherThread_EndsWithTheEvent()
    {
        using var fake = new FakeNvml("gpu.0.like = h100");
        var library = fake.Open();
        using var events = library.CreateEventSet();
        events.TryRegister(library.GetDevice(0), NvmlEventTypes.XidCriticalError);
        var code = NvmlReturn.Unknown;
        NvmlEvent happened = default;
        var thread = new Thread(() => code = events.TryWait(Patience, out happened));
        thread.Start();
        fake.Post(0, NvmlEventTypes.XidCriticalError, 48);
        thread.Join();
        Assert.Equal((NvmlReturn.Success, 48UL), (code, happened.Data));
    }

    [FakeFact]
    public void Register_OfWhatIsNotSupported_LeavesTheSetUsable()
    {
        using var fake = new FakeNvml("gpu.0.like = h100\ngpu.0.events = 8");
        var library = fake.Open();
        using var events = library.CreateEventSet();
        var gpu = library.GetDevice(0);
        Assert.Equal(NvmlEventTypes.XidCriticalError, gpu.GetSupportedEvents());
        Assert.Equal(NvmlReturn.NotSupported, events.TryRegister(gpu, NvmlEventTypes.Clock | NvmlEventTypes.XidCriticalError));
        Assert.Equal(NvmlReturn.InvalidArgument, events.TryRegister(default, NvmlEventTypes.XidCriticalError));
        Assert.Equal(NvmlReturn.Success, events.TryRegister(gpu, NvmlEventTypes.XidCriticalError));
        fake.Post(0, NvmlEventTypes.XidCriticalError, 13);
        Assert.Equal(NvmlReturn.Success, events.TryWait(Patience, out _));
    }

    [FakeFact]
    public void SystemEvents_OfABoundDevice_AreTold()
    {
        using var fake = new FakeNvml("gpu.0.like = h100");
        var library = fake.Open();
        using var events = library.CreateSystemEventSet();
        Assert.Equal(NvmlReturn.Success, events.TryRegister(NvmlSystemEventTypes.DriverBind));
        Assert.Equal(NvmlReturn.Timeout, events.TryWait(TimeSpan.Zero, out _));
        fake.PostSystem(NvmlSystemEventTypes.DriverUnbind, 1);
        fake.PostSystem(NvmlSystemEventTypes.DriverBind, 3);
        Assert.Equal(NvmlReturn.Success, events.TryWait(Patience, out var happened));
        Assert.Equal(new NvmlSystemEvent(NvmlSystemEventTypes.DriverBind, 3), happened);
        events.Dispose();
        Assert.Equal(NvmlReturn.Uninitialized, events.TryWait(TimeSpan.Zero, out _));
        Assert.Equal(0, fake.Alive);
    }
}
