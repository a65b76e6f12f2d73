using Krewe.Runtime.Messaging;

namespace Krewe.Runtime.Transport.Frames;

/// <summary>Takes what other silos send. Throws nothing.</summary>
internal interface IFrameSink
{
    /// <summary>A message.</summary>
    void Arrived(Message message);

    /// <summary>A message whose body cannot be read in this process.</summary>
    void Unreadable(in MessageParts parts, Exception reason);
}
