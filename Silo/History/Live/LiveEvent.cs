using System.Globalization;
using System.Text;
using System.Text.Json;
using Krewe.Admin;

namespace Krewe.Silo.History.Live;

/// <summary>An event of the stream, in the bytes that every reader gets (HTML Living Standard §9.2, server-sent events).</summary>
/// <param name="Bytes">The whole event, with the empty line that ends it.</param>
internal sealed record LiveEvent(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A comment, which keeps connections open that would be taken for idle.</summary>
    public static LiveEvent Heartbeat { get; } = new(": still here\n\n"u8.ToArray());

    /// <summary>How long a browser waits before it comes back.</summary>
    public static LiveEvent Retry { get; } = new("retry: 1000\n\n"u8.ToArray());

    /// <summary>An event whose data is JSON, which has no line breaks here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its data.</param>
    /// <param name="id">Its id, for <c>Last-Event-ID</c>; null for none.</param>
    public static LiveEvent Of<T>(string name, T value, long? id = null)
    {
        using var bytes = new MemoryStream();
        if (id is { } known)
        {
            bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {known}\n")));
        }

        bytes.Write(Encoding.ASCII.GetBytes($"event: {name}\ndata: "));
        JsonSerializer.Serialize(bytes, value, KreweJson.Options);
        bytes.Write("\n\n"u8);
        return new LiveEvent(bytes.ToArray());
    }
}
