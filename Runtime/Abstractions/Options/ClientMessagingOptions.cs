namespace Orleans.Configuration;

/// <summary>How a client treats calls.</summary>
public sealed class ClientMessagingOptions : MessagingOptions;
