using Orleans;

namespace Krewe.Runtime.Tests.Streams;

[GenerateSerializer, Alias("test.word")]
public sealed record Word(string Text);
