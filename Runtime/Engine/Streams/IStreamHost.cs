using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>The process in which streams are used: a silo, or a client of silos.</summary>
internal interface IStreamHost
{
    /// <summary>What stands for it as a consumer outside of grains.</summary>
    GrainId Consumer { get; }

    /// <summary>Whether somebody may have subscribed: a silo without a store for subscriptions knows that nobody has, a client cannot know.</summary>
    bool HasSubscriptions { get; }

    /// <summary>Whether a consumer that failed cannot come back.</summary>
    bool IsGone(GrainId consumer, Exception exception);
}
