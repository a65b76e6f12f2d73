using System.Buffers;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;

namespace Krewe.Runtime.Tests.Serialization;

internal static class Wire
{
    public static byte[] Write<T>(T value)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        Codecs.Get<T>().Write(ref writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    public static T Read<T>(byte[] bytes, IGrainCallSender? sender = null)
    {
        WireReader reader = new(bytes, sender);
        T value = Codecs.Get<T>().Read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return value;
    }

    public static T RoundTrip<T>(T value, IGrainCallSender? sender = null) => Read<T>(Write(value), sender);

    public static byte[] WriteObject(object? value)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        ObjectCodec.Write(ref writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    public static object? ReadObject(byte[] bytes, IGrainCallSender? sender = null)
    {
        WireReader reader = new(bytes, sender);
        object? value = ObjectCodec.Read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return value;
    }

    public static byte[] Raw(WriteRaw write)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        write(ref writer);
        return buffer.WrittenSpan.ToArray();
    }

    public delegate void WriteRaw(ref WireWriter writer);
}
