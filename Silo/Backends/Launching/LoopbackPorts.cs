using System.Net.Sockets;
using System.Net;
using Krewe.Errors;

namespace Krewe.Silo.Backends.Launching;

/// <summary>
/// Finds free loopback ports. Between the finding and the server's own bind somebody else may take one; the server then
/// ends, and its next start gets another.
/// </summary>
internal sealed class LoopbackPorts
{
    /// <summary>So many ports pass before one is handed out again: servers that start at the same time never share one.</summary>
    private const int Remembered = 256;

    private const int Attempts = 64;

    private readonly Lock _lock = new();
    private readonly Queue<int> _order = new();
    private readonly HashSet<int> _recent = [];

    public int Next()
    {
        lock (_lock)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var port = Free();
                if (_recent.Add(port))
                {
                    Remember_NeedsLock(port);
                    return port;
                }
            }
        }

        throw new KreweException(ErrorCodes.LaunchFailed, "No free loopback port was found for a model server. Free some, or widen net.ipv4.ip_local_port_range.");
    }

    private static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private void Remember_NeedsLock(int port)
    {
        _order.Enqueue(port);
        if (_order.Count > Remembered)
        {
            _recent.Remove(_order.Dequeue());
        }
    }
}
