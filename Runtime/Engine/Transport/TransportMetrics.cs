using System.Diagnostics.Metrics;

namespace Krewe.Runtime.Transport;

/// <summary>What the transport counts; names are those of Orleans.</summary>
internal sealed class TransportMetrics
{
    private readonly Histogram<int> _sent;
    private readonly Histogram<int> _received;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _closed;

    public TransportMetrics(IMeterFactory factory)
    {
        var meter = factory.Create("Microsoft.Orleans");
        _sent = meter.CreateHistogram<int>("orleans-messaging-sent-messages-size", "bytes");
        _received = meter.CreateHistogram<int>("orleans-messaging-received-messages-size", "bytes");
        _rejected = meter.CreateCounter<long>("orleans-messaging-rejected");
        _expired = meter.CreateCounter<long>("orleans-messaging-expired");
        _opened = meter.CreateCounter<long>("orleans-networking-sockets-opened");
        _closed = meter.CreateCounter<long>("orleans-networking-sockets-closed");
    }

    public void Sent(int bytes) => _sent.Record(bytes);

    public void Received(int bytes) => _received.Record(bytes);

    public void Rejected() => _rejected.Add(1);

    public void Expired() => _expired.Add(1);

    public void Opened() => _opened.Add(1);

    public void Closed() => _closed.Add(1);
}
