namespace Krewe.Runtime.Transport.Connections;

/// <summary>What became of a message that is to be sent.</summary>
internal enum QueueResult
{
    Queued,
    Full,
    Closed,
}
