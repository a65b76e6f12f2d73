namespace Krewe.Client.Channels;

/// <summary>A front gave no answer.</summary>
/// <param name="message">Why.</param>
/// <param name="wasSent">Whether the request may have arrived: then its outcome is not known.</param>
/// <param name="innerException">The cause.</param>
internal sealed class ChannelException(string message, bool wasSent, Exception innerException) : Exception(message, innerException)
{
    public bool WasSent => wasSent;
}
