using System.Text.Json;

namespace Krewe.Client.Tensors;

/// <summary>Reads the element on which a reader stands.</summary>
internal delegate T ElementReader<T>(ref Utf8JsonReader json);
