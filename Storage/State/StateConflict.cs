using Orleans.Storage;

namespace Krewe.Storage.State;

/// <summary>What a caller hears whose ETag is not the stored one.</summary>
internal static class StateConflict
{
    public static InconsistentStateException Between(StateKey key, string? stored, string? expected) => new(
        $"The stored {key} has ETag {stored ?? "none"}, the caller has {expected ?? "none"}: somebody else changed it.",
        storedEtag: stored,
        currentEtag: expected);
}
