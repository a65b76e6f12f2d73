using Krewe.Runtime.Serialization;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>The form of responses: an object whose member 0 is the result, or whose member 1 is the exception.</summary>
internal static class ResponseWire
{
    public static void WriteException(ref WireWriter writer, Exception exception)
    {
        writer.BeginObject();
        writer.WriteMember(1);
        ObjectCodec.Write(ref writer, exception);
        writer.EndObject();
    }

    public static Exception ReadException(ref WireReader reader) =>
        ObjectCodec.Read(ref reader) as Exception ?? throw reader.Malformed("a value where an exception is expected");
}
