using System.Globalization;
using System.Net;
using System.Text;

namespace Krewe.Silo.Backends.Protocol;

/// <summary>
/// A request whose id begins with a number of its own, so that its answer can be told from one to another request: a model server that echoes ids, as the
/// protocol asks, may answer late or twice on a connection that serves the next one already. The caller's id follows, so that the server's log shows it.
/// </summary>
internal sealed class NumberedContent : HttpContent
{
    /// <summary>Stands between the number and the caller's id.</summary>
    public const byte Mark = (byte)'~';

    private static ReadOnlySpan<byte> IdStart => "{\"id\":\""u8;

    private readonly byte[] _head;
    private readonly ReadOnlyMemory<byte> _rest;

    /// <param name="body">A JSON object, without white space before its first member; what is none is sent as it is.</param>
    /// <param name="number">The number.</param>
    public NumberedContent(ReadOnlyMemory<byte> body, long number)
    {
        var (head, skipped) = body.Span.StartsWith(IdStart) ? ($"{{\"id\":\"{Digits(number)}{(char)Mark}", IdStart.Length)
            : body.Span.StartsWith("{\""u8) ? ($"{{\"id\":\"{Digits(number)}\",", 1)
            : ("", 0);
        (_head, _rest) = (Encoding.ASCII.GetBytes(head), body[skipped..]);
    }

    /// <summary>Whether an id is that of the request with this number.</summary>
    public static bool IsOf(ReadOnlySpan<byte> id, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return id.StartsWith(digits[..length]) && (id.Length == length || id[length] == Mark);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_head, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(_rest, cancellationToken).ConfigureAwait(false);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _head.Length + _rest.Length;
        return true;
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
