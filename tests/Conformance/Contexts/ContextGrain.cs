namespace Krewe.Conformance.Tests.Contexts;

[GrainType("conf.context")]
public sealed class ContextGrain : Grain, IContextGrain
{
    public Task<string?> Get(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task<string[]> Keys() => Task.FromResult(RequestContext.Keys.Where(key => key.StartsWith("own", StringComparison.Ordinal)).Order().ToArray());

    public async Task<string?> GetAfterAwait(string key)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        return RequestContext.Get(key) as string;
    }

    public Task<string?> GetFrom(string other, string key) => GrainFactory.GetGrain<IContextGrain>(other).Get(key);

    public Task Set(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public async Task<string?> GetAfterOtherSet(string other, string key, string value)
    {
        await GrainFactory.GetGrain<IContextGrain>(other).Set(key, value);
        return RequestContext.Get(key) as string;
    }

    public Task<string?> RemoveThenGetFrom(string other, string key)
    {
        RequestContext.Remove(key);
        return GrainFactory.GetGrain<IContextGrain>(other).Get(key);
    }

    public Task<int> CountIn(string key)
    {
        var list = (List<int>)RequestContext.Get(key)!;
        list.Add(0);
        return Task.FromResult(list.Count);
    }

    public Task<Tag?> GetTag(string key) => Task.FromResult(RequestContext.Get(key) as Tag);

    public async Task<string?> Hold(string key, string gate)
    {
        Notes.Of(this).Add(gate);
        await Notes.Of(this).Gate(gate);
        return RequestContext.Get(key) as string;
    }
}
