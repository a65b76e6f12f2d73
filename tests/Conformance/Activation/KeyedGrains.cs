namespace Krewe.Conformance.Tests.Activation;

[GrainType("conf.string-key")]
public sealed class StringKeyGrain : Grain, IStringKeyGrain
{
    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<string> Id() => Task.FromResult(this.GetGrainId().ToString());
}

[GrainType("conf.guid-key")]
public sealed class GuidKeyGrain : Grain, IGuidKeyGrain
{
    public Task<Guid> Key() => Task.FromResult(this.GetPrimaryKey());

    public Task<string> Id() => Task.FromResult(this.GetGrainId().ToString());
}

[GrainType("conf.integer-key")]
public sealed class IntegerKeyGrain : Grain, IIntegerKeyGrain
{
    public Task<long> Key() => Task.FromResult(this.GetPrimaryKeyLong());

    public Task<string> Id() => Task.FromResult(this.GetGrainId().ToString());
}

[GrainType("conf.guid-compound-key")]
public sealed class GuidCompoundKeyGrain : Grain, IGuidCompoundKeyGrain
{
    public Task<(Guid Key, string? Extension)> Key() => Task.FromResult((this.GetPrimaryKey(out var extension), extension));

    public Task<string> Id() => Task.FromResult(this.GetGrainId().ToString());
}

[GrainType("conf.integer-compound-key")]
public sealed class IntegerCompoundKeyGrain : Grain, IIntegerCompoundKeyGrain
{
    public Task<(long Key, string? Extension)> Key() => Task.FromResult((this.GetPrimaryKeyLong(out var extension), extension));

    public Task<string> Id() => Task.FromResult(this.GetGrainId().ToString());
}
