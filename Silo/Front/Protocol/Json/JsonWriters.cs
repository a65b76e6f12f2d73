using System.Buffers;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>A writer of each thread, used again. It writes what has been checked, so it checks nothing.</summary>
internal static class JsonWriters
{
    private static readonly ArrayBufferWriter<byte> Nowhere = new(1);

    [ThreadStatic]
    private static Utf8JsonWriter? _kept;

    /// <summary>A writer that nobody else uses, until <see cref="Return"/>.</summary>
    /// <param name="output">Where to.</param>
    internal static Utf8JsonWriter Take(IBufferWriter<byte> output)
    {
        if (_kept is not { } writer)
        {
            return new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        }

        _kept = null;
        writer.Reset(output);
        return writer;
    }

    /// <summary>Writes what is left and keeps the writer. Where this is not reached, it is just lost.</summary>
    internal static void Return(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset(Nowhere);
        _kept = writer;
    }
}
