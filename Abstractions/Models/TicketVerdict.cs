namespace Krewe.Models;

/// <summary>What became of a ticket.</summary>
[GenerateSerializer, Alias("krewe.TicketVerdict")]
public enum TicketVerdict
{
    /// <summary>It may be executed; the grant says where.</summary>
    Granted,

    /// <summary>Not admitted, or shed from the queue.</summary>
    Refused,

    /// <summary>Its deadline passed while it waited.</summary>
    Expired,

    /// <summary>The front checked it against an older configuration: check again and come back.</summary>
    Stale,
}
