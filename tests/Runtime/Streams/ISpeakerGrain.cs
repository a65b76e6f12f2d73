using Orleans;

namespace Krewe.Runtime.Tests.Streams;

public interface ISpeakerGrain : IGrainWithStringKey
{
    Task Say(string ns, string stream, params string[] words);

    Task SayTogether(string ns, string stream, params string[] words);

    Task End(string stream, string? error);
}
