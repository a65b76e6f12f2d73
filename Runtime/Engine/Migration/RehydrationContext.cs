using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Krewe.Runtime.Migration;

/// <summary>Gives what the previous activation left.</summary>
internal sealed class RehydrationContext(SortedDictionary<string, byte[]> values, IGrainCallSender references) : IRehydrationContext
{
    public IEnumerable<string> Keys => values.Keys;

    public bool TryGetBytes(string key, out ReadOnlySequence<byte> value)
    {
        var found = values.TryGetValue(key, out var bytes);
        value = found ? new ReadOnlySequence<byte>(bytes!) : default;
        return found;
    }

    public bool TryGetValue<T>(string key, [NotNullWhen(true)] out T? value)
    {
        value = default;
        if (!values.TryGetValue(key, out var bytes))
        {
            return false;
        }

        try
        {
            var reader = new WireReader(bytes, references);
            value = Codecs.Get<T?>().Read(ref reader);
            return value is not null;
        }
        catch (Exception exception) when (exception is CodecNotFoundException or WireFormatException)
        {
            return false;
        }
    }
}
