using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Krewe.Bench.Load.Generator;

/// <summary>Sends requests over kept connections from one thread, and measures.</summary>
internal sealed class HttpLoad : IDisposable
{
    private readonly LoadOrder _order;
    private readonly Epoll _epoll = new();
    private readonly LoadConnection[] _connections;
    private readonly Stack<LoadConnection> _idle = new();
    private readonly Queue<long> _late = new(); // due, and no connection is free
    private readonly List<long> _latencies = new(1 << 20);
    private readonly List<long> _refusals = [];
    private readonly Random _random;
    private bool _measuring;
    private int _failures;
    private int _expired;
    private long _longest;
    private string _firstFailure = "";

    private HttpLoad(LoadOrder order)
    {
        _order = order;
        _random = new Random(order.Seed);
        var request = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {order.Path} HTTP/1.1\r\nHost: 127.0.0.1:{order.Port}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(order.Body)}\r\n\r\n{order.Body}"));
        _connections = [.. Enumerable.Range(0, order.Clients).Select(_ => new LoadConnection(order.Port, request))];
        for (var i = 0; i < _connections.Length; i++)
        {
            _epoll.Watch(_connections[i].Socket, i);
        }
    }

    private bool IsOpen => _order.Rate > 0;

    public static LoadOutcome Run(LoadOrder order)
    {
        using var load = new HttpLoad(order);
        return load.Run();
    }

    public void Dispose()
    {
        Array.ForEach(_connections, one => one.Dispose());
        _epoll.Dispose();
    }

    private LoadOutcome Run()
    {
        var start = Stopwatch.GetTimestamp();
        var from = start + Ticks(_order.WarmUp);
        if (!IsOpen)
        {
            Array.ForEach(_connections, one => Send(one, start));
        }
        else
        {
            Array.ForEach(_connections, _idle.Push);
        }

        var due = IsOpen ? start : long.MaxValue;
        Pump(from, ref due);
        _measuring = true;
        var cpu = _order.Processes.ToDictionary(pair => pair.Key, pair => ProcessCpu.Microseconds(pair.Value));
        var own = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        Pump(began + Ticks(_order.Seconds), ref due);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Finish();
        own = Environment.CpuUsage.TotalTime - own;
        var used = _order.Processes.ToDictionary(pair => pair.Key, pair => (ProcessCpu.Microseconds(pair.Value) - cpu[pair.Key]) / _latencies.Count);
        _latencies.Sort();
        _refusals.Sort();
        return new LoadOutcome
        {
            Answers = _latencies.Count,
            Failures = _failures,
            FirstFailure = _firstFailure,
            Refusals = _refusals.Count,
            Expired = _expired,
            RefusalP99 = Quantile(_refusals, 0.99),
            Longest = Stopwatch.GetElapsedTime(0, _longest).TotalMilliseconds,
            Seconds = seconds,
            P50 = Quantile(_latencies, 0.5),
            P99 = Quantile(_latencies, 0.99),
            Slowest = [.. _latencies.Skip(_latencies.Count * 19 / 20).Select(latency => Stopwatch.GetElapsedTime(0, latency).TotalMilliseconds)],
            Cpu = used,
            GeneratorCores = own.TotalSeconds / seconds,
        };
    }

    /// <summary>Waits for what was sent; what has no answer then has failed.</summary>
    private void Finish()
    {
        if (_order.Finish <= 0)
        {
            return;
        }

        var (due, until) = (long.MaxValue, Stopwatch.GetTimestamp() + Ticks(_order.Finish));
        while (_idle.Count < _connections.Length && Stopwatch.GetTimestamp() < until)
        {
            Pump(Math.Min(until, Stopwatch.GetTimestamp() + Ticks(0.02)), ref due);
        }

        var open = _connections.Length - _idle.Count + _late.Count;
        if (open > 0)
        {
            _failures += open;
            _expired += open;
            _firstFailure = _firstFailure.Length > 0 ? _firstFailure : "no answer";
        }
    }

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    /// <summary>Sends and receives until a timestamp.</summary>
    private void Pump(long until, ref long due)
    {
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            for (; due <= now; due += Ticks(-Math.Log(1 - _random.NextDouble()) / _order.Rate))
            {
                Begin(due);
            }

            if (now >= until)
            {
                return;
            }

            var count = _epoll.Wait(Math.Min(until, due));
            for (var i = 0; i < count; i++)
            {
                var connection = _connections[_epoll.Ready(i)];
                if (connection.TryReceive())
                {
                    Take(connection);
                }
            }
        }
    }

    /// <summary>A request that is due waits for a connection, if it must; its latency counts from now on.</summary>
    private void Begin(long due)
    {
        if (_idle.TryPop(out var connection))
        {
            Send(connection, due);
        }
        else
        {
            _late.Enqueue(due);
        }
    }

    private void Take(LoadConnection connection)
    {
        var now = Stopwatch.GetTimestamp();
        if (_measuring || _order.CountAllFailures || !_order.Overload)
        {
            Count(connection.Status, now - connection.Began, connection);
        }

        if (!IsOpen)
        {
            Send(connection, now);
        }
        else if (_late.TryDequeue(out var due))
        {
            Send(connection, due);
        }
        else
        {
            _idle.Push(connection);
        }
    }

    private void Count(int status, long latency, LoadConnection connection)
    {
        _longest = Math.Max(_longest, latency);
        if (status == 200)
        {
            if (_measuring)
            {
                _latencies.Add(latency);
            }

            return;
        }

        _failures++;
        if (status == 503)
        {
            _refusals.Add(latency);
        }
        else if (status == 504)
        {
            _expired++;
        }
        else
        {
            _firstFailure = connection.Answer;
        }

        _firstFailure = _firstFailure.Length > 0 ? _firstFailure : connection.Answer;
    }

    private static void Send(LoadConnection connection, long began)
    {
        connection.Began = began;
        connection.Send();
    }

    /// <summary>In milliseconds.</summary>
    private static double Quantile(List<long> latencies, double share) =>
        latencies.Count == 0 ? double.NaN : Stopwatch.GetElapsedTime(0, latencies[(int)Math.Ceiling(share * latencies.Count) - 1]).TotalMilliseconds;
}
