using Krewe.Inference;

namespace Krewe.Client.Retries;

/// <summary>What came of one try.</summary>
/// <param name="Reply">What the front said; its status is 0 when it said nothing.</param>
/// <param name="Failure">Why it said nothing; null when it did.</param>
/// <param name="MaybeExecuted">Whether the request may have been executed although there is no result.</param>
/// <param name="AskNextAtOnce">Whether another address is worth asking without a wait.</param>
internal readonly record struct Attempt(
    InferenceReply Reply,
    Channels.ChannelException? Failure,
    bool MaybeExecuted,
    bool AskNextAtOnce);
