using System.Text.Json;

namespace Krewe.Grains.Catalog;

/// <summary>What a grain has stored.</summary>
/// <param name="State">As JSON.</param>
/// <param name="Tag">The version tag; null when the storage gives none.</param>
public sealed record StoredState(JsonElement State, string? Tag);
