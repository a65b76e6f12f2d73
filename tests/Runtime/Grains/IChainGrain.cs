using Orleans;

namespace Krewe.Runtime.Tests.Grains;

public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls the other one, which calls back.</summary>
    [ResponseTimeout("00:00:10")]
    Task<string> ThereAndBack(string other, bool allow);

    [ResponseTimeout("00:00:05")]
    Task<string> CallBack(string first);

    [ResponseTimeout("00:00:02")]
    Task<string> Name();
}
