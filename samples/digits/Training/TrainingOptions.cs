using System.Globalization;

namespace Digits.Training;

/// <summary>The command line.</summary>
/// <param name="Data">The digits, csv.gz.</param>
/// <param name="Out">Where the weights go.</param>
/// <param name="Seed">Chooses the held-out digits, the first weights, the order and the shifts.</param>
/// <param name="Epochs">How often each digit is seen, 1..1000.</param>
/// <param name="Examples">Folder for example requests, or null.</param>
internal sealed record TrainingOptions(string Data, string Out, int Seed, int Epochs, string? Examples)
{
    /// <summary>What the program understands.</summary>
    public const string Usage = "usage: Digits.Training --data FILE.csv.gz --out FILE [--seed N] [--epochs N] [--examples DIR]";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, missing or without a valid value; the message names it.</exception>
    public static TrainingOptions Parse(IReadOnlyList<string> args)
    {
        Dictionary<string, string> given = [];
        for (int i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--data" or "--out" or "--seed" or "--epochs" or "--examples") || i + 1 == args.Count)
                throw new ArgumentException($"'{args[i]}' is not an option with a value.");
            given[args[i]] = args[i + 1];
        }
        return new TrainingOptions(
            given.GetValueOrDefault("--data") ?? throw new ArgumentException("--data is missing."),
            given.GetValueOrDefault("--out") ?? throw new ArgumentException("--out is missing."),
            Number(given, "--seed", 1, 0, int.MaxValue),
            Number(given, "--epochs", 40, 1, 1000),
            given.GetValueOrDefault("--examples"));
    }

    private static int Number(Dictionary<string, string> given, string name, int otherwise, int least, int most)
    {
        if (!given.TryGetValue(name, out string? text))
            return otherwise;
        return int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"{name} is '{text}'; valid is {least}..{most}.");
    }
}
