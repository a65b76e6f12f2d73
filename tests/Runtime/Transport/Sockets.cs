namespace Krewe.Runtime.Tests.Transport;

/// <summary>Tests that open ports run one after the other: some close a port and open the same again.</summary>
[CollectionDefinition(nameof(Sockets))]
public sealed class Sockets;
