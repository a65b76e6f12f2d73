namespace Krewe.Conformance.Tests.Exceptions;

[GrainType("conf.failing")]
public sealed class FailingGrain : Grain, IFailingGrain
{
    public Task Throw(string kind) => throw Failures.Make(kind);

    public async Task<int> ThrowAfterAwait(string kind)
    {
        await Task.Yield();
        throw Failures.Make(kind);
    }

    public async ValueTask ThrowFromValueTask(string kind)
    {
        await Task.Yield();
        throw Failures.Make(kind);
    }

    public ValueTask<int> ThrowSynchronously(string kind) => throw Failures.Make(kind);

    public Task ThrowThrough(string other, string kind) => GrainFactory.GetGrain<IFailingGrain>(other).Throw(kind);

    public async Task<string> CatchFrom(string other, string kind)
    {
        try
        {
            await GrainFactory.GetGrain<IFailingGrain>(other).Throw(kind);
            return "nothing";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name} {exception.Message}";
        }
    }

    public Task<int> Fine() => Task.FromResult(1);
}
