namespace Krewe.Conformance.Tests.Contexts;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> Get(string key);

    Task<string[]> Keys();

    Task<string?> GetAfterAwait(string key);

    Task<string?> GetFrom(string other, string key);

    Task Set(string key, string value);

    /// <summary>What the grain sees after another grain has changed the entry on its side.</summary>
    Task<string?> GetAfterOtherSet(string other, string key, string value);

    /// <summary>What the other grain sees after this one has taken the entry away.</summary>
    Task<string?> RemoveThenGetFrom(string other, string key);

    Task<int> CountIn(string key);

    Task<Tag?> GetTag(string key);

    [AlwaysInterleave]
    Task<string?> Hold(string key, string gate);
}

[GenerateSerializer, Alias("conf.tag")]
public sealed record Tag([property: Id(0)] string Name, [property: Id(1)] int Number);
