using System.Globalization;
using Digits.Network;

namespace Digits.Training;

/// <summary>
/// Held-out digits as ready requests: three.json, the first held-out 3, and ten.json, the first held-out digit of each class, 0 to 9.
/// </summary>
internal static class Examples
{
    /// <summary>Writes both into <paramref name="folder"/>; nobody chose them by whether they are recognized.</summary>
    public static void Write(string folder, IReadOnlyList<Digit> heldOut)
    {
        Digit First(int label) => heldOut.First(digit => digit.Label == label);
        Write(Path.Combine(folder, "three.json"), [First(3)]);
        Write(Path.Combine(folder, "ten.json"), [.. Enumerable.Range(0, DigitNetwork.Classes).Select(First)]);
    }

    private static void Write(string path, Digit[] digits)
    {
        // One line for each row of pixels, so that the digit can be seen in the file.
        IEnumerable<string> lines = digits.SelectMany(digit => digit.Pixels).Chunk(Patches.Side)
            .Select(row => "      " + string.Join(", ", row.Select(pixel => pixel.ToString(CultureInfo.InvariantCulture).PadLeft(2))));
        File.WriteAllText(path, $$"""
            {
              "inputs": [{
                "name": "image",
                "shape": [{{digits.Length}}, {{DigitNetwork.Pixels}}],
                "datatype": "FP32",
                "data": [
            {{string.Join(",\n", lines)}}
                ]
              }]
            }

            """);
    }
}
