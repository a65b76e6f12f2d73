using System.Buffers;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Krewe.Runtime.Migration;

/// <summary>Takes what an activation leaves. Ordered, so that it is the same in every process.</summary>
internal sealed class DehydrationContext : IDehydrationContext
{
    public SortedDictionary<string, byte[]> Values { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Keys => Values.Keys;

    public void AddBytes(string key, ReadOnlySpan<byte> value) => Values[key] = value.ToArray();

    public void AddBytes<T>(string key, Action<T, IBufferWriter<byte>> valueWriter, T value)
    {
        ArgumentNullException.ThrowIfNull(valueWriter);
        var buffer = new ArrayBufferWriter<byte>();
        valueWriter(value, buffer);
        Values[key] = buffer.WrittenSpan.ToArray();
    }

    public bool TryAddValue<T>(string key, T? value)
    {
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            var writer = new WireWriter(buffer);
            Codecs.Get<T?>().Write(ref writer, value);
            Values[key] = buffer.WrittenSpan.ToArray();
            return true;
        }
        catch (CodecNotFoundException)
        {
            return false;
        }
    }
}
