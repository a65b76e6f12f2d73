using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Forecasting.Learning;
using Krewe.Scheduling.Forecasting.Quantiles;

namespace Krewe.Scheduling.Forecasting;

/// <summary>How a forecaster lies in bytes. Little endian, as all machines are on which it runs.</summary>
internal static class ForecastState
{
    /// <summary>Goes up with each change of what is written.</summary>
    public const int Version = 4;

    private const int MostNumbers = 1 << 20;

    public static void Write(BinaryWriter writer, StepHistory history)
    {
        var state = history.Save();
        writer.Write(state.Capacity);
        writer.Write(state.Start);
        WriteAll(writer, state.Codes.AsSpan());
    }

    public static StepHistory ReadHistory(BinaryReader reader) =>
        StepHistory.Restore(new StepHistoryState(reader.ReadInt32(), reader.ReadInt64(), [.. ReadAll<ushort>(reader)]));

    public static void Write(BinaryWriter writer, ForecastEnsemble ensemble, SeriesForecaster series)
    {
        writer.Write(Describe(ensemble));
        var model = series.Model;
        writer.Write(model.Profile.Level);
        writer.Write(model.Profile.IsKnown);
        writer.Write(model.Profile.Own.Equals(model.Profile.Group));
        WriteAll(writer, model.Profile.Own.AsSpan());
        WriteAll(writer, model.Profile.Own.Equals(model.Profile.Group) ? [] : model.Profile.Group.AsSpan());
        WriteAll(writer, model.Profile.Short.AsSpan());
        foreach (var learned in model.Learned)
        {
            WriteAll<float>(writer, learned);
        }

        for (var h = 0; h < model.Weights.Length; h++)
        {
            model.Weights[h].Write(writer);
            WriteAll<float>(writer, model.Spreads[h].Save());
            WriteAll<float>(writer, [.. model.Quantiles[h].Save()]);
        }

        series.Write(writer);
    }

    public static SeriesForecaster ReadSeries(BinaryReader reader, ForecastEnsemble ensemble, StepHistory history, out bool same)
    {
        same = reader.ReadString() == Describe(ensemble);
        var model = ensemble.CreateModel();
        var series = new SeriesForecaster(ensemble, model, history);
        if (!same)
        {
            return series;
        }

        var level = reader.ReadDouble();
        var isKnown = reader.ReadBoolean();
        var isOne = reader.ReadBoolean();
        ImmutableArray<float> own = [.. ReadAll<float>(reader)];
        ImmutableArray<float> group = [.. ReadAll<float>(reader)];
        model.Profile = new SeasonalProfile(own, isOne ? own : group, [.. ReadAll<float>(reader)], level, isKnown);
        for (var member = 0; member < model.Learned.Length; member++)
        {
            model.Learned[member] = ReadAll<float>(reader);
        }

        for (var h = 0; h < model.Weights.Length; h++)
        {
            model.Weights[h].Read(reader);
            model.Spreads[h] = SpreadModel.Restore(ReadAll<float>(reader));
            model.Quantiles[h].Restore(ReadAll<float>(reader));
        }

        series.Read(reader);
        return series;
    }

    /// <summary>Writes numbers with their count.</summary>
    public static void WriteAll<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads numbers that <see cref="WriteAll"/> wrote.</summary>
    public static T[] ReadAll<T>(BinaryReader reader)
        where T : unmanaged
    {
        var length = reader.ReadInt32();
        if (length is < 0 or > MostNumbers)
        {
            throw new ArgumentException("The state of a forecaster has an impossible length.");
        }

        var values = new T[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    // Raised with the features of a member or of the spread: what was learned for others is learned anew, and the history is kept.
    private const int Features = 3;

    // What was learned fits only the same features and the same members in the same order.
    private static string Describe(ForecastEnsemble ensemble)
    {
        var options = ensemble.Options;
        return $"{Features} {options.Season} {options.ShortSeason} {options.Context} {options.Seed} {string.Join(' ', options.Horizons)} {string.Join('|', ensemble.Members.Select(member => member.Name))}";
    }
}
