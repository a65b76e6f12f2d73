using Orleans;
using Orleans.Storage;

namespace Krewe.Storage.State;

/// <summary>Between the states of grains and stored rows.</summary>
/// <param name="serializer">The form of the payload.</param>
/// <param name="place">Where states are stored, for messages.</param>
internal sealed class StateCodec(IGrainStorageSerializer serializer, string place)
{
    public byte[] Serialize<T>(T? state) => serializer.Serialize(state).ToArray();

    /// <summary>Makes the grain's state what was stored; new where nothing was.</summary>
    /// <exception cref="StorageException">The payload does not fit the type (KRW6004).</exception>
    public void Take<T>(IGrainState<T> grainState, StateRow? row, StateKey key)
    {
        try
        {
            grainState.State = row is { } found ? serializer.Deserialize<T>(new BinaryData(found.Payload)) : InitialState<T>.Create();
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NotSupportedException)
        {
            throw new StorageException(
                StorageCodes.StorageFailed,
                $"the {key} in '{place}' does not fit the type {typeof(T).Name}: {exception.Message}",
                exception);
        }

        grainState.ETag = row is { } stored ? StateEtag.Format(stored.Etag) : null;
        grainState.RecordExists = row is not null;
    }
}
