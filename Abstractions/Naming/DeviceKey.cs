namespace Krewe.Naming;

/// <summary>The key of a device grain: <c>host/uuid</c>.</summary>
/// <param name="Host">The machine that holds the device.</param>
/// <param name="Uuid">The device's identity on it: a GPU's UUID, or <c>cpu</c>.</param>
[GenerateSerializer, Immutable, Alias("krewe.DeviceKey")]
public readonly record struct DeviceKey(string Host, string Uuid)
{
    /// <summary>Reads a key.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static DeviceKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1
            ? new DeviceKey(text[..slash], text[(slash + 1)..])
            : throw new FormatException($"'{text}' is no device key: host/uuid.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}/{Uuid}";
}
