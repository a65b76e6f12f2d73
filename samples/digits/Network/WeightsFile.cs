using System.Buffers.Binary;
using System.Numerics;

namespace Digits.Network;

/// <summary>
/// The weights on disk, little-endian: "KRWDIGIT", u32 version, u32 layers, for each layer u32 inputs and u32 outputs,
/// for each layer its weights [inputs, outputs] and its bias [outputs] as f32, and last u32 CRC-32C of all before it.
/// </summary>
internal static class WeightsFile
{
    private const uint Version = 1;
    private const int LayerCount = 4;
    private const int HeaderBytes = 16 + (8 * LayerCount);

    private static ReadOnlySpan<byte> Magic => "KRWDIGIT"u8;

    /// <summary>Writes <paramref name="network"/> to <paramref name="path"/>.</summary>
    /// <returns>Bytes written.</returns>
    public static int Save(DigitNetwork network, string path)
    {
        byte[] bytes = new byte[HeaderBytes + (4 * network.Parameters) + 4];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), LayerCount);
        int header = 16;
        int at = HeaderBytes;
        foreach (Layer layer in network.Layers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(header), layer.Inputs);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(header + 4), layer.Outputs);
            header += 8;
            foreach (float value in layer.Weights.Concat(layer.Bias))
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
                at += 4;
            }
        }
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Checksum(bytes.AsSpan(0, at)));
        File.WriteAllBytes(path, bytes);
        return bytes.Length;
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="InvalidDataException">The file is not of this format, or is damaged; the message says which.</exception>
    public static DigitNetwork Load(string path) => Parse(File.ReadAllBytes(path), path);

    private static DigitNetwork Parse(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length < HeaderBytes + 4 || !bytes.StartsWith(Magic))
            throw new InvalidDataException($"{path}: not a weights file; it must begin with \"KRWDIGIT\".");
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) is not Version and uint version)
            throw new InvalidDataException($"{path}: version {version} of the weights format is not known; version {Version} is.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) != Checksum(bytes[..^4]))
            throw new InvalidDataException($"{path}: the checksum does not match; the file is damaged, train or copy it again.");
        DigitNetwork network = Create(bytes, path);
        if (bytes.Length != HeaderBytes + (4 * network.Parameters) + 4)
            throw new InvalidDataException($"{path}: has {bytes.Length} bytes, its shapes ask for {HeaderBytes + (4 * network.Parameters) + 4}.");
        ReadOnlySpan<byte> values = bytes[HeaderBytes..];
        foreach (Layer layer in network.Layers)
        {
            values = Read(values, layer.Weights);
            values = Read(values, layer.Bias);
        }
        return network;
    }

    private static DigitNetwork Create(ReadOnlySpan<byte> bytes, string path)
    {
        Span<int> shapes = stackalloc int[2 * LayerCount];
        for (int i = 0; i < shapes.Length; i++)
            shapes[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(16 + (4 * i))..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == LayerCount
            && shapes[1] is >= 1 and <= 256 && shapes[3] is >= 1 and <= 256 && shapes[5] is >= 1 and <= 256)
        {
            DigitNetwork network = new(shapes[1], shapes[3], shapes[5]);
            int i = 0;
            bool fits = true;
            foreach (Layer layer in network.Layers)
                fits &= shapes[i++] == layer.Inputs & shapes[i++] == layer.Outputs;
            if (fits)
                return network;
        }
        throw new InvalidDataException($"{path}: the layers {string.Join(", ", shapes.ToArray())} do not form this network.");
    }

    private static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> from, float[] to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = BinaryPrimitives.ReadSingleLittleEndian(from[(4 * i)..]);
        return from[(4 * to.Length)..];
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
