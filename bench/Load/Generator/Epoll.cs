using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Krewe.Bench.Load.Generator;

/// <summary>
/// Linux' epoll(7), level-triggered, for one thread: a generator on the thread pool would take more of the machine than what it measures.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1, Readable = 1, Interrupted = 4, Most = 512;

    // An event is a mask of 32 bits and a number of 64, packed on x86-64 only, as in the kernel's header.
    private static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int NumberAt = Size - sizeof(long);

    private readonly int _descriptor = Check(Create(0));
    private readonly byte[] _events = new byte[Most * Size];

    /// <summary>Has a socket's number come back from <see cref="Wait(long)"/> whenever it can be read. A closed socket leaves by itself.</summary>
    public void Watch(Socket socket, int number)
    {
        Span<byte> one = stackalloc byte[Size];
        MemoryMarshal.Write(one, Readable);
        MemoryMarshal.Write(one[NumberAt..], (long)number);
        Check(Control(_descriptor, Add, (int)socket.Handle, ref MemoryMarshal.GetReference(one)));
    }

    /// <summary>Waits until something can be read; gives how many sockets, whose numbers <see cref="Ready"/> has.</summary>
    /// <param name="until">A timestamp of <see cref="Stopwatch"/>.</param>
    public int Wait(long until)
    {
        var ticks = Math.Max(0, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until).Ticks);
        var time = new Time(ticks / TimeSpan.TicksPerSecond, ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        var count = Wait(_descriptor, ref _events[0], Most, time, 0);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Check(count);
    }

    /// <summary>The number of the socket at an index below what <see cref="Wait(long)"/> gave.</summary>
    public int Ready(int index) => (int)MemoryMarshal.Read<long>(_events.AsSpan((index * Size) + NumberAt));

    public void Dispose() => _ = Close(_descriptor);

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int descriptor, ref byte one);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int Wait(int epoll, ref byte events, int most, in Time timeout, nint mask);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(long Seconds, long Nanoseconds);
}
