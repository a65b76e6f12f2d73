namespace Orleans.Providers;

/// <summary>Names that providers go by.</summary>
public static class ProviderConstants
{
    /// <summary>The storage of explicit subscriptions.</summary>
#pragma warning disable CA1707 // The API's name.
    public const string DEFAULT_PUBSUB_PROVIDER_NAME = "PubSubStore";
}
