using Krewe.Runtime.Tests.Grains;
using Orleans;
using Orleans.Streams;

namespace Krewe.Runtime.Tests.Streams;

[GrainType("test.listener")]
public sealed class ListenerGrain(EventLog log, TimeProvider time) : Grain, IListenerGrain
{
    private StreamSequenceToken? _last;
    private int _failures;
    private TimeSpan _takes;

    private string Key => this.GetPrimaryKeyString();

    /// <summary>Resumes what an earlier activation subscribed, for the streams that tests use.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await StreamOf("s").GetAllSubscriptionHandles())
        {
            await handle.ResumeAsync(OnItem, OnError, OnCompleted);
        }
    }

    public async Task<Guid> Subscribe(string stream) => (await StreamOf(stream).SubscribeAsync(OnItem, OnError, OnCompleted)).HandleId;

    public Task SubscribeToBatches(string stream) => StreamOf(stream).SubscribeAsync(items =>
    {
        log.Add($"{Key} [{string.Join(' ', items.Select(one => one.Item.Text))}]");
        return Task.CompletedTask;
    });

    public async Task<int> Handles(string stream) => (await StreamOf(stream).GetAllSubscriptionHandles()).Count;

    public async Task UnsubscribeAll(string stream)
    {
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task FailNext(int deliveries)
    {
        _failures = deliveries;
        return Task.CompletedTask;
    }

    public Task Work(TimeSpan span) => Task.Delay(span, time);

    public Task Take(TimeSpan perItem)
    {
        _takes = perItem;
        return Task.CompletedTask;
    }

    public Task SubscribeAsNumber(string stream) =>
        this.GetStreamProvider("memory").GetStream<int>("test", stream).SubscribeAsync((_, _) => Task.CompletedTask);

    private IAsyncStream<Word> StreamOf(string key) => this.GetStreamProvider("memory").GetStream<Word>("test", key);

    private async Task OnItem(Word item, StreamSequenceToken? token)
    {
        Assert.Equal("test.listener", Orleans.Runtime.RuntimeContext.Current?.GrainId.Type.ToString());
        if (_failures > 0)
        {
            _failures--;
            log.Add($"{Key} failed {item.Text}");
            throw new InvalidOperationException("not now");
        }

        await Task.Delay(_takes, time);
        Assert.True(token.Newer(_last) || token!.Equals(_last));
        _last = token;
        log.Add($"{Key} {item.Text}");
    }

    private Task OnError(Exception exception)
    {
        log.Add($"{Key} error {exception.GetType().Name} {exception.Message}");
        return Task.CompletedTask;
    }

    private Task OnCompleted()
    {
        log.Add($"{Key} completed");
        return Task.CompletedTask;
    }
}
