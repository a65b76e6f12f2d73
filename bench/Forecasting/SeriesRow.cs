namespace Krewe.Bench.Forecasting;

/// <summary>One line of a data file: a function's counts of one day.</summary>
/// <param name="Function">The function; lines of one function with different samples learn together.</param>
/// <param name="Sample">The sample; 0 where the file has none.</param>
/// <param name="Day">The day, from 1.</param>
/// <param name="Counts">Counts by step.</param>
internal sealed record SeriesRow(string Function, int Sample, int Day, double[] Counts);
