using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Reminders;

internal sealed class GrainReminder(ReminderEntry entry, string eTag) : IGrainReminder
{
    public string ReminderName => entry.ReminderName;

    public GrainId GrainId => entry.GrainId;

    public string ETag => eTag;
}
