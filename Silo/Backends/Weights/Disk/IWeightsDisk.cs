namespace Krewe.Silo.Backends.Weights.Disk;

/// <summary>The disk that weights are kept on.</summary>
internal interface IWeightsDisk
{
    /// <summary>Its size in bytes.</summary>
    long TotalBytes { get; }

    /// <summary>Bytes of it that are free for this process.</summary>
    long FreeBytes { get; }

    /// <summary>Opens a part to read and to write; makes it where there is none.</summary>
    /// <param name="path">Where.</param>
    Stream OpenPart(string path);
}
