using System.Runtime.CompilerServices;

namespace Krewe.Conformance.Tests.AsyncEnumerables;

public interface ISequenceGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);

    IAsyncEnumerable<string> Gated(string[] gates, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> FailAfter(int count);

    IAsyncEnumerable<int> None();

    IAsyncEnumerable<string?> Context(string key);

    Task<int> SumOf(string other, int to);

    Task<int> Ping();
}

[GrainType("conf.sequence")]
public sealed class SequenceGrain : Grain, ISequenceGrain
{
    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Notes.Of(this).Add("begun");
        try
        {
            for (var number = 1; number <= to; number++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return number;
            }
        }
        finally
        {
            Notes.Of(this).Add("ended");
        }
    }

    public async IAsyncEnumerable<string> Gated(string[] gates, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gates);
        try
        {
            foreach (var gate in gates)
            {
                Notes.Of(this).Add(gate);
                await Notes.Of(this).Gate(gate).WaitAsync(cancellationToken);
                yield return gate;
            }
        }
        finally
        {
            Notes.Of(this).Add(cancellationToken.IsCancellationRequested ? "cancelled" : "ended");
        }
    }

    public async IAsyncEnumerable<int> FailAfter(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await Task.Yield();
            yield return number;
        }

        throw new NotSupportedException("no more");
    }

    public async IAsyncEnumerable<int> None()
    {
        await Task.Yield();
        yield break;
    }

    public async IAsyncEnumerable<string?> Context(string key)
    {
        await Task.Yield();
        yield return RequestContext.Get(key) as string;
    }

    public async Task<int> SumOf(string other, int to)
    {
        var sum = 0;
        await foreach (var number in GrainFactory.GetGrain<ISequenceGrain>(other).Count(to))
        {
            sum += number;
        }

        return sum;
    }

    public Task<int> Ping() => Task.FromResult(1);
}
