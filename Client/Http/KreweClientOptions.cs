namespace Krewe.Client.Http;

/// <summary>Which silo is asked, and with what right.</summary>
public sealed class KreweClientOptions
{
    /// <summary>The base address of a silo's admin API, where inference is served too unless the silo was told otherwise.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1:8080");

    /// <summary>The admin token; null to send none, which is enough for reading.</summary>
    public string? Token { get; set; }
}
