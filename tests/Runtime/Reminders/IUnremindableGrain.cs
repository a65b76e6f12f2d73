using Orleans;

namespace Krewe.Runtime.Tests.Reminders;

public interface IUnremindableGrain : IGrainWithStringKey
{
    Task Register();
}
