using System.Text;

namespace Krewe.Nvml.Native;

/// <summary>Text of the library: UTF-8 in a buffer of fixed size, up to the first zero byte or the buffer's end.</summary>
internal static class NativeText
{
    internal static string Read(ReadOnlySpan<byte> buffer)
    {
        var end = buffer.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? buffer : buffer[..end]);
    }
}
