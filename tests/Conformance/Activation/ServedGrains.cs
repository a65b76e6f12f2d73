namespace Krewe.Conformance.Tests.Activation;

[GrainType("conf.served-first")]
public sealed class FirstServedGrain : Grain, IServedGrain
{
    public Task<string> Who() => Task.FromResult("first");
}

[GrainType("conf.served-second")]
public sealed class SecondServedGrain : Grain, IServedGrain
{
    public Task<string> Who() => Task.FromResult("second");
}

[GrainType("conf.served-derived")]
public sealed class DerivedServedGrain : Grain, IDerivedServedGrain
{
    public Task<string> Who() => Task.FromResult("derived");

    public Task<string> More() => Task.FromResult("more");
}

[GrainType("conf.plain")]
public sealed class PlainGrain(IGrainContext context) : IGrainBase, IPlainGrain
{
    private bool _activated;

    public IGrainContext GrainContext { get; } = context;

    public Task OnActivateAsync(CancellationToken token)
    {
        _activated = true;
        return Task.CompletedTask;
    }

    public Task<string> Key() => Task.FromResult(_activated ? this.GetPrimaryKeyString() : "not activated");
}
