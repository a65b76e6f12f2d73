#if ORLEANS
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
#else
using System.Buffers;
using Krewe.Runtime.Serialization;
#endif

namespace Krewe.Abstractions.Tests.Support;

/// <summary>The serializer of the engine that the tests are built on.</summary>
internal static class Wire
{
#if ORLEANS
    private static readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    /// <summary>Written and read again.</summary>
    public static T OverTheWire<T>(T value)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value))!;
    }

    /// <summary>As something of any type.</summary>
    public static object? AnyOverTheWire(object? value) => OverTheWire(value);

    /// <summary>As a call within a silo copies it.</summary>
    public static T Copy<T>(T value) => _services.GetRequiredService<DeepCopier>().Copy(value)!;
#else
    /// <summary>Written and read again.</summary>
    public static T OverTheWire<T>(T value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(buffer);
        Codecs.Get<T>().Write(ref writer, value);
        var reader = new WireReader(buffer.WrittenMemory, null);
        return Codecs.Get<T>().Read(ref reader);
    }

    /// <summary>As something of any type.</summary>
    public static object? AnyOverTheWire(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(buffer);
        ObjectCodec.Write(ref writer, value);
        var reader = new WireReader(buffer.WrittenMemory, null);
        return ObjectCodec.Read(ref reader);
    }

    /// <summary>As a call within a silo copies it.</summary>
    public static T Copy<T>(T value) => Codecs.Get<T>().Copy(value);
#endif
}
