using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace Krewe.Conformance.Tests.Observers;

public interface IChatObserver : IGrainObserver
{
    Task Said(string what);

    Task<int> Ask(int number);

    void Shout(string what);
}

public interface IChatGrain : IGrainWithStringKey
{
    Task Subscribe(IChatObserver observer);

    Task Unsubscribe(IChatObserver observer);

    Task Say(string what);

    Task Shout(string what);

    Task<int> Count();

    Task<string> AskOne(IChatObserver observer, int number);

    Task SayWhere(string what, string keyOfGrain);
}

/// <summary>A grain that observes.</summary>
public interface IListenerGrain : IGrainWithStringKey, IChatObserver
{
    Task Join(string chat);
}

[GrainType("conf.chat")]
public sealed class ChatGrain : Grain, IChatGrain
{
    private readonly ObserverManager<IChatObserver> _observers = new(TimeSpan.FromMinutes(5), NullLogger.Instance);

    public Task Subscribe(IChatObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IChatObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public Task Say(string what) => _observers.Notify(observer => observer.Said(what));

    public Task Shout(string what)
    {
        _observers.Notify(observer => observer.Shout(what));
        return Task.CompletedTask;
    }

    public Task<int> Count() => Task.FromResult(_observers.Count);

    public async Task<string> AskOne(IChatObserver observer, int number)
    {
        ArgumentNullException.ThrowIfNull(observer);
        try
        {
            return $"{await observer.Ask(number)}";
        }
        catch (ArgumentException exception)
        {
            return exception.GetType().Name;
        }
    }

    public Task SayWhere(string what, string keyOfGrain) =>
        _observers.Notify(observer => observer.Said(what), observer => observer.GetGrainId().Key.ToString() == keyOfGrain);
}

[GrainType("conf.listener")]
public sealed class ListenerGrain : Grain, IListenerGrain
{
    public Task Join(string chat) => GrainFactory.GetGrain<IChatGrain>(chat).Subscribe(this.AsReference<IChatObserver>());

    public Task Said(string what)
    {
        Notes.Of(this).Add(what);
        return Task.CompletedTask;
    }

    public Task<int> Ask(int number) => Task.FromResult(number * 10);

    public void Shout(string what) => Notes.Of(this).Add(what.ToUpperInvariant());
}
