using Orleans;
using Orleans.Streams;

namespace Krewe.Runtime.Tests.Streams;

[GrainType("test.speaker")]
public sealed class SpeakerGrain : Grain, ISpeakerGrain
{
    public async Task Say(string ns, string stream, params string[] words)
    {
        foreach (var word in words)
        {
            await StreamOf(ns, stream).OnNextAsync(new Word(word));
        }
    }

    public Task SayTogether(string ns, string stream, params string[] words) => StreamOf(ns, stream).OnNextBatchAsync(words.Select(word => new Word(word)));

    public Task End(string stream, string? error) => error is null
        ? StreamOf("test", stream).OnCompletedAsync()
        : StreamOf("test", stream).OnErrorAsync(new InvalidOperationException(error));

    private IAsyncStream<Word> StreamOf(string ns, string stream) => this.GetStreamProvider("memory").GetStream<Word>(ns, stream);
}
