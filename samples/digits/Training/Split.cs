using Digits.Network;

namespace Digits.Training;

/// <summary>The digits that are learned from, and those held out to measure with.</summary>
internal sealed record Split(IReadOnlyList<Digit> Training, IReadOnlyList<Digit> HeldOut)
{
    /// <summary>Holds out a fifth of every class, chosen by <paramref name="random"/>.</summary>
    /// <exception cref="InvalidDataException">A class has too few digits for a fifth of it to be one.</exception>
    public static Split Stratified(IReadOnlyList<Digit> digits, Random random)
    {
        List<Digit> training = [];
        List<Digit> heldOut = [];
        for (int label = 0; label < DigitNetwork.Classes; label++)
        {
            Digit[] of = [.. digits.Where(digit => digit.Label == label)];
            random.Shuffle(of);
            if (of.Length < 5)
                throw new InvalidDataException($"The data has {of.Length} digits of class {label}; at least 5 are needed to hold a fifth out.");
            int count = (int)Math.Round(of.Length / 5.0, MidpointRounding.AwayFromZero);
            heldOut.AddRange(of[..count]);
            training.AddRange(of[count..]);
        }
        return new Split(training, heldOut);
    }
}
