using System.Buffers;
using System.Text;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Tests.Front.Protocol;

/// <summary>Short forms of what every test here does.</summary>
internal static class Json
{
    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    internal static string Written(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return Text(buffer.WrittenMemory);
    }

    internal static InferenceRequest Request(string body) => InferenceRequestReader.Read(Bytes(body), InferenceLimits.Default);

    internal static ProtocolFault Fault(string body, InferenceLimits? limits = null)
    {
        Assert.False(InferenceRequestReader.TryRead(Bytes(body), limits ?? InferenceLimits.Default, out var request, out var fault));
        Assert.Null(request);
        return fault;
    }

    /// <summary>A request with one input.</summary>
    internal static string Tensor(string datatype, string shape, string data) =>
        $$"""{"inputs":[{"name":"x","shape":{{shape}},"datatype":"{{datatype}}","data":{{data}}}]}""";

    /// <summary>A valid request with one more top-level member.</summary>
    internal static string With(string member) =>
        $$"""{{{member}},"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}""";

    internal static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
