namespace Krewe.Conformance.Tests.Cancellation;

[GrainType("conf.cancel")]
public sealed class CancelGrain : Grain, ICancelGrain
{
    public async Task<string> Stay(string name, CancellationToken cancellationToken)
    {
        Notes.Of(this).Add(name);
        try
        {
            await Notes.Of(this).Gate(name).WaitAsync(cancellationToken);
            Notes.Of(this).Add($"{name} ended");
            return name;
        }
        catch (OperationCanceledException)
        {
            Notes.Of(this).Add($"{name} cancelled");
            throw;
        }
    }

    public Task<string> StayThere(string other, string name, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<ICancelGrain>(other).Stay(name, cancellationToken);

    public Task<bool> CanBeCancelled(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.CanBeCanceled);

    public async Task Ignore(string name, CancellationToken cancellationToken)
    {
        Notes.Of(this).Add(name);
        await Notes.Of(this).Gate(name);
        Notes.Of(this).Add(cancellationToken.IsCancellationRequested ? $"{name} ended though cancelled" : $"{name} ended");
    }

    public Task CancelOwn()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        source.Token.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public Task<int> Ping() => Task.FromResult(1);

    public async Task<string> CancelTheOther(string other)
    {
        using CancellationTokenSource source = new();
        var call = GrainFactory.GetGrain<ICancelGrain>(other).Stay("x", source.Token);
        await Notes.Of(other).Until("x");
        await source.CancelAsync();
        try
        {
            return await call;
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }
}
