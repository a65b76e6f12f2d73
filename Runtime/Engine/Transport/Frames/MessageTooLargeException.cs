namespace Krewe.Runtime.Transport.Frames;

/// <summary>The message that is being written has more bytes than any message may have.</summary>
internal sealed class MessageTooLargeException : Exception;
