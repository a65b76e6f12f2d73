namespace Krewe.Silo.Metrics.Exposition;

/// <summary>The values of one metric under one set of labels. Any thread may record; one thread writes at a time.</summary>
internal interface ISeries
{
    /// <summary>Takes a measurement.</summary>
    void Record(double value);

    /// <summary>Writes its lines.</summary>
    void Write(TextWriter writer, string name, string labels);
}
