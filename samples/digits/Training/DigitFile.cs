using System.Globalization;
using System.IO.Compression;
using Digits.Network;

namespace Digits.Training;

/// <summary>The UCI set as comma-separated lines, gzipped: 64 pixels 0..16 and the label 0..9.</summary>
internal static class DigitFile
{
    /// <summary>Reads all digits in the order of the file.</summary>
    /// <exception cref="InvalidDataException">A line is not 64 pixels and a label; the message names file and line.</exception>
    public static IReadOnlyList<Digit> Read(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        List<Digit> digits = [];
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            string[] fields = text.Split(',');
            float[] values = new float[fields.Length];
            bool valid = fields.Length == DigitNetwork.Pixels + 1;
            for (int i = 0; i < fields.Length; i++)
                valid &= float.TryParse(fields[i], CultureInfo.InvariantCulture, out values[i]) && values[i] is >= 0 and <= DigitNetwork.Ink;
            if (!valid || values[^1] is not (>= 0 and < DigitNetwork.Classes and float label) || label != MathF.Floor(label))
                throw new InvalidDataException($"{path}:{line}: expected 64 values 0..16 and a label 0..9, separated by commas.");
            digits.Add(new Digit(values[..^1], (int)label));
        }
        return digits;
    }
}
