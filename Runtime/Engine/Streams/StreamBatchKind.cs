using Orleans;

namespace Krewe.Runtime.Streams;

[GenerateSerializer, Alias("krewe.stream-batch-kind")]
internal enum StreamBatchKind
{
    Items,

    /// <summary>The producer has no more.</summary>
    Completed,

    /// <summary>The producer has failed.</summary>
    Error,
}
