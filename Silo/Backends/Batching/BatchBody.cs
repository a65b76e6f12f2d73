using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Backends.Batching;

/// <summary>Puts the bodies of several requests that agree in all but the first dimension together to one.</summary>
internal static class BatchBody
{
    /// <summary>Puts them together; false when they do not agree, whatever was thought of them.</summary>
    /// <param name="requests">The bodies for the model server.</param>
    /// <param name="body">The body of all.</param>
    /// <param name="rows">The first dimension of each.</param>
    public static bool TryMerge(IReadOnlyList<ReadOnlyMemory<byte>> requests, [NotNullWhen(true)] out ReadOnlyMemory<byte>? body, out int[] rows)
    {
        (body, rows) = (null, new int[requests.Count]);
        var all = new InferenceRequest[requests.Count];
        for (var at = 0; at < all.Length; at++)
        {
            if (!InferenceRequestReader.TryRead(requests[at], InferenceLimits.Default, out var request, out _)
                || BatchShape.RowsOf(request) is not { } count || (at > 0 && !BatchShape.Agree(all[0], request)))
            {
                return false;
            }

            (all[at], rows[at]) = (request, count);
        }

        var total = rows.Sum(count => (long)count);
        var inputs = all[0].Inputs.Select((input, index) => input with
        {
            Shape = [total, .. input.Shape.Skip(1)],
            Data = Join([.. all.Select(request => request.Inputs[index].Data)]),
        }).ToList();
        var output = new ArrayBufferWriter<byte>(requests.Sum(one => one.Length) + 64);
        BackendRequestWriter.Write(output, all[0] with { Id = null, Inputs = inputs });
        body = output.WrittenMemory;
        return true;
    }

    /// <summary>The elements of several arrays in one; nested ones stay so, since all are nested alike.</summary>
    private static ReadOnlyMemory<byte> Join(List<ReadOnlyMemory<byte>> arrays)
    {
        var joined = new ArrayBufferWriter<byte>(arrays.Sum(array => array.Length) + arrays.Count);
        joined.Write("["u8);
        var first = true;
        foreach (var array in arrays)
        {
            var elements = array.Span[1..^1].Trim(" \t\r\n"u8);
            if (elements.IsEmpty)
            {
                continue;
            }

            if (!first)
            {
                joined.Write(","u8);
            }

            joined.Write(elements);
            first = false;
        }

        joined.Write("]"u8);
        return joined.WrittenMemory;
    }
}
