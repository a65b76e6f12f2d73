using Digits.Network;
using Digits.Training;

try
{
    TrainingOptions options = TrainingOptions.Parse(args);
    Random random = new(options.Seed);
    Split split = Split.Stratified(DigitFile.Read(options.Data), random);
    DigitNetwork network = new(strokes: 16, shapes: 32, hidden: 64);
    Trainer trainer = new(network, random);
    for (int epoch = 0; epoch < options.Epochs; epoch++)
    {
        double loss = trainer.Epoch(split.Training, (double)epoch / options.Epochs);
        Console.Error.WriteLine(FormattableString.Invariant($"epoch {epoch + 1} of {options.Epochs}: loss {loss:0.0000}"));
    }
    // The last weights are kept, not the best on the held-out digits: those only measure.
    int bytes = WeightsFile.Save(network, options.Out);
    if (options.Examples is { } folder)
        Examples.Write(folder, split.HeldOut);
    Report.Write(Console.Out, options, split, network, Evaluation.Of(WeightsFile.Load(options.Out), split.HeldOut), bytes);
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine($"{e.Message}\n{TrainingOptions.Usage}");
    return 2;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
