using Digits.Network;

namespace Digits.Training;

/// <summary>The table on standard output.</summary>
internal static class Report
{
    /// <summary>Prints what was learned, from what, and how well.</summary>
    public static void Write(
        TextWriter to, TrainingOptions options, Split split, DigitNetwork network, Evaluation evaluation, int bytes)
    {
        to.WriteLine($"seed               {options.Seed}");
        to.WriteLine($"epochs             {options.Epochs}");
        (int learned, int heldOut) = (split.Training.Count, split.HeldOut.Count);
        to.WriteLine($"samples            {learned + heldOut} ({learned} learned from, {heldOut} held out)");
        to.WriteLine(FormattableString.Invariant($"held-out accuracy  {100 * evaluation.Accuracy:0.00} % ({evaluation.Correct} of {evaluation.Count})"));
        to.WriteLine($"parameters         {network.Parameters}");
        to.WriteLine($"bytes of weights   {bytes}");
        to.WriteLine();
        to.WriteLine("held-out digits: written (rows), taken for (columns), recognized");
        to.WriteLine("    " + string.Concat(Enumerable.Range(0, DigitNetwork.Classes).Select(c => $"{c,4}")));
        for (int label = 0; label < DigitNetwork.Classes; label++)
        {
            int[] row = [.. Enumerable.Range(0, DigitNetwork.Classes).Select(taken => evaluation.Confusion[label, taken])];
            string share = FormattableString.Invariant($"{100.0 * row[label] / row.Sum(),8:0.0} %");
            to.WriteLine($"{label,4}{string.Concat(row.Select(count => $"{(count == 0 ? "." : count),4}"))}{share}");
        }
    }
}
