using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.call")]
public sealed class CallGrain(EventLog log, TimeProvider time) : Grain, ICallGrain
{
    private List<int> _values = [];

    public static List<int>? LastShared { get; private set; }

    public Task Keep(List<int> values)
    {
        _values = values;
        return Task.CompletedTask;
    }

    public Task KeepShared(List<int> values)
    {
        LastShared = values;
        return Task.CompletedTask;
    }

    public Task<List<int>> Kept() => Task.FromResult(_values);

    public Task<string?> Context(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task SetContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public async Task<string?> ContextOfOther(string other, string key)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        return await GrainFactory.GetGrain<ICallGrain>(other).Context(key);
    }

    public async Task Throw(string kind)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        throw kind switch
        {
            "argument" => new ArgumentException("bad", kind),
            "own" => new OwnException("mine") { Code = 7 },
            _ => new InvalidOperationException(kind),
        };
    }

    public Task Slow(TimeSpan span) => Task.Delay(span, time);

    public async Task Stay(TimeSpan span, CancellationToken cancellationToken)
    {
        log.Add("begun");
        try
        {
            await Task.Delay(span, time, cancellationToken);
            log.Add("ended");
        }
        catch (OperationCanceledException)
        {
            log.Add("cancelled");
            throw;
        }
    }

    public ValueTask<string> Name() => new(this.GetPrimaryKeyString());
}

[GenerateSerializer, Alias("test.own-exception")]
public sealed class OwnException : Exception
{
    public OwnException(string message)
        : base(message)
    {
    }

    [Id(0)]
    public int Code { get; set; }
}
