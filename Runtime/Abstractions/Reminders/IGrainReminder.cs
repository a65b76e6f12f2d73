namespace Orleans.Runtime;

/// <summary>A reminder of a grain, as it was registered or read; good for taking it back.</summary>
public interface IGrainReminder
{
    /// <summary>Its name, unique within its grain.</summary>
    string ReminderName { get; }
}
