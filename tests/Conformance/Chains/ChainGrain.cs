namespace Krewe.Conformance.Tests.Chains;

[GrainType("conf.chain")]
public sealed class ChainGrain : Grain, IChainGrain
{
    public async Task<string> Walk(string[] path, bool allow)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : default;
        var next = GrainFactory.GetGrain<IChainGrain>(path[0]);
        return this.GetPrimaryKeyString() + (path.Length == 1 ? await next.Name() : await next.Walk(path[1..], false));
    }

    public Task<string> Name()
    {
        Notes.Of(this).Add("named");
        return Task.FromResult(this.GetPrimaryKeyString());
    }

    public async Task<string> AllowAndSuppress(string other)
    {
        using var allowed = RequestContext.AllowCallChainReentrancy();
        using var suppressed = RequestContext.SuppressCallChainReentrancy();
        return await GrainFactory.GetGrain<IChainGrain>(other).Walk([this.GetPrimaryKeyString()], false);
    }

    public async Task<string> AllowTooEarly(string other)
    {
        using (RequestContext.AllowCallChainReentrancy())
        {
            await GrainFactory.GetGrain<IChainGrain>(other).Ping();
        }

        return await GrainFactory.GetGrain<IChainGrain>(other).Walk([this.GetPrimaryKeyString()], false);
    }

    public async Task Hold()
    {
        using var allowed = RequestContext.AllowCallChainReentrancy();
        Notes.Of(this).Add("holds");
        await Notes.Of(this).Gate("hold");
    }

    public Task<string> Ping() => Task.FromResult("pong");
}
