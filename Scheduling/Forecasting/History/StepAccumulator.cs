namespace Krewe.Scheduling.Forecasting.History;

/// <summary>Gathers the values of a step that is not over: their mean becomes the step's rate, however many of them are known.</summary>
internal sealed class StepAccumulator
{
    private double _sum;
    private int _count;

    /// <summary>The step that is not over.</summary>
    public long Step { get; private set; } = long.MinValue;

    /// <summary>The mean so far; NaN where nothing is known.</summary>
    public double Mean => _count == 0 ? double.NaN : _sum / _count;

    /// <summary>Values so far.</summary>
    public int Count => _count;

    /// <summary>Begins a step with nothing known.</summary>
    public void Begin(long step) => (Step, _sum, _count) = (step, 0, 0);

    public void Add(double value)
    {
        if (!double.IsNaN(value))
        {
            _sum += value;
            _count++;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Step);
        writer.Write(_sum);
        writer.Write(_count);
    }

    public void Read(BinaryReader reader)
    {
        Step = reader.ReadInt64();
        _sum = reader.ReadDouble();
        _count = reader.ReadInt32();
    }
}
