using System.Text.Json;

namespace Krewe.Client.Tensors;

/// <summary>How elements of one type are written and read.</summary>
/// <param name="Datatype">The protocol's name.</param>
/// <param name="TypicalLength">Bytes of JSON that an element takes, with its comma; more is fine.</param>
/// <param name="Write">Writes one; false when JSON cannot say it.</param>
/// <param name="Read">Reads one; throws <see cref="FormatException"/> or <see cref="InvalidOperationException"/> on what is none.</param>
internal sealed record ElementCodec<T>(
    string Datatype,
    int TypicalLength,
    Func<Utf8JsonWriter, T, bool> Write,
    ElementReader<T> Read);
