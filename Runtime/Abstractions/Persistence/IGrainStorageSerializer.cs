namespace Orleans.Storage;

/// <summary>The form in which a storage keeps states.</summary>
public interface IGrainStorageSerializer
{
    /// <summary>A state as bytes.</summary>
    /// <typeparam name="T">The state's type.</typeparam>
    /// <param name="input">The state.</param>
    BinaryData Serialize<T>(T? input);

    /// <summary>The state that the bytes hold.</summary>
    /// <typeparam name="T">The state's type.</typeparam>
    /// <param name="input">The bytes.</param>
    T? Deserialize<T>(BinaryData input);
}
