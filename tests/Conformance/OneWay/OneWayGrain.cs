namespace Krewe.Conformance.Tests.OneWay;

public interface IOneWayGrain : IGrainWithStringKey
{
    [OneWay]
    Task Send(string what);

    [OneWay]
    ValueTask SendValue(string what);

    [OneWay]
    Task SendAndFail();

    [OneWay]
    Task SendAndHold(string gate);

    Task<string[]> Received();

    Task SendTo(string other, string what);

    [OneWay]
    Task SendContext();
}

[GrainType("conf.one-way")]
public sealed class OneWayGrain : Grain, IOneWayGrain
{
    public Task Send(string what)
    {
        Notes.Of(this).Add(what);
        return Task.CompletedTask;
    }

    public async ValueTask SendValue(string what)
    {
        await Task.Yield();
        Notes.Of(this).Add(what);
    }

    public Task SendAndFail()
    {
        Notes.Of(this).Add("failing");
        throw new InvalidOperationException("a call of a test that fails on purpose");
    }

    public async Task SendAndHold(string gate)
    {
        Notes.Of(this).Add(gate);
        await Notes.Of(this).Gate(gate);
        Notes.Of(this).Add($"/{gate}");
    }

    public Task<string[]> Received() => Task.FromResult(Notes.Of(this).All.ToArray());

    public Task SendTo(string other, string what) => GrainFactory.GetGrain<IOneWayGrain>(other).Send(what);

    public Task SendContext()
    {
        Notes.Of(this).Add($"context {RequestContext.Get("own")}");
        return Task.CompletedTask;
    }
}
