namespace Krewe.Conformance.Tests.Filters;

[GrainType("conf.filtered")]
public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Notes.Of(this).Add($"grain {context.MethodName}");
        await context.Invoke();
        if (RequestContext.Get("grain doubles") is true)
        {
            context.Result = (int)context.Result! * 2;
        }
    }

    public Task<int> Add(int a, int b)
    {
        Notes.Of(this).Add("method");
        return Task.FromResult(a + b);
    }

    public Task<string?> Context(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task<int> Fail() => throw new InvalidOperationException("of the method");

    public Task Nothing() => Task.CompletedTask;

    public Task<int> AddOn(string other, int a, int b) => GrainFactory.GetGrain<IFilteredGrain>(other).Add(a, b);

    public Task BeginTimer()
    {
        this.RegisterGrainTimer(() => Task.CompletedTask, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public ValueTask<string> Text(string text) => new(text);
}
