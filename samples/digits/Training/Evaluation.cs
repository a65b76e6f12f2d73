using Digits.Network;

namespace Digits.Training;

/// <summary>How a network did on digits that it never saw.</summary>
/// <param name="Confusion">Counts by [written, taken for].</param>
internal sealed record Evaluation(int[,] Confusion)
{
    /// <summary>Digits measured.</summary>
    public int Count => Confusion.Cast<int>().Sum();

    /// <summary>Digits recognized.</summary>
    public int Correct => Enumerable.Range(0, DigitNetwork.Classes).Sum(label => Confusion[label, label]);

    /// <summary>Share of digits recognized, 0..1.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>Classifies <paramref name="digits"/> and counts.</summary>
    public static Evaluation Of(DigitNetwork network, IReadOnlyList<Digit> digits)
    {
        float[] pixels = [.. digits.SelectMany(digit => digit.Pixels)];
        float[] scores = new float[digits.Count * DigitNetwork.Classes];
        network.Classify(pixels, digits.Count, scores);
        int[,] confusion = new int[DigitNetwork.Classes, DigitNetwork.Classes];
        for (int i = 0; i < digits.Count; i++)
            confusion[digits[i].Label, DigitNetwork.Label(scores.AsSpan(i * DigitNetwork.Classes, DigitNetwork.Classes))]++;
        return new Evaluation(confusion);
    }
}
