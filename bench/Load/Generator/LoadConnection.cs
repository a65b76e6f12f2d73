using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Krewe.Bench.Load.Generator;

/// <summary>One kept connection, with at most one request on it.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _count;
    private int _due; // length of the answer; 0 until its head is here

    public LoadConnection(int port, byte[] request)
    {
        _request = request;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(IPAddress.Loopback, port);
        _socket.Blocking = false;
    }

    public Socket Socket => _socket;

    /// <summary>When the request on it was sent, or due.</summary>
    public long Began { get; set; }

    /// <summary>The last answer's status.</summary>
    public int Status { get; private set; }

    /// <summary>The last answer.</summary>
    public string Answer => Encoding.UTF8.GetString(_buffer, 0, Math.Min(_count, 400));

    public void Send()
    {
        (_count, _due) = (0, 0);
        var sent = _socket.Send(_request, SocketFlags.None, out var error);
        if (error != SocketError.Success || sent != _request.Length)
        {
            throw new SocketException((int)error, "a request did not fit into the socket's buffer, which is empty when it is sent");
        }
    }

    /// <summary>Reads what is there; true when the answer is complete.</summary>
    public bool TryReceive()
    {
        var read = _socket.Receive(_buffer.AsSpan(_count), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        if (error != SocketError.Success || read == 0)
        {
            throw new SocketException((int)error, $"the connection ended, {_count} bytes after the request: {Answer}");
        }

        _count += read;
        return (_due > 0 || TryReadHead()) && _count >= _due;
    }

    public void Dispose() => _socket.Dispose();

    private bool TryReadHead()
    {
        var received = _buffer.AsSpan(0, _count);
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = received[..end];
        var length = head.IndexOf("\r\nContent-Length: "u8);
        if (length < 0 || !Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _)
            || !Utf8Parser.TryParse(head[(length + "\r\nContent-Length: ".Length)..], out int body, out _) || end + 4 + body > _buffer.Length)
        {
            throw new InvalidDataException($"An answer without a usable Content-Length: {Answer}");
        }

        (Status, _due) = (status, end + 4 + body);
        return true;
    }
}
