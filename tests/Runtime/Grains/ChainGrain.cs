using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.chain")]
public sealed class ChainGrain : Grain, IChainGrain
{
    public async Task<string> ThereAndBack(string other, bool allow)
    {
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        return await GrainFactory.GetGrain<IChainGrain>(other).CallBack(this.GetPrimaryKeyString());
    }

    public Task<string> CallBack(string first) => GrainFactory.GetGrain<IChainGrain>(first).Name();

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());
}
