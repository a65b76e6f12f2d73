namespace Krewe.Runtime.Transport.Frames;

/// <summary>What arrived is not what a silo sends. The connection ends.</summary>
internal sealed class ProtocolException(string message) : Exception(message);
