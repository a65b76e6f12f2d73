using System.Collections.Immutable;
using System.Globalization;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>Reads the key <c>scaling</c> of a model.</summary>
internal static class ScalingReader
{
    private const string DaysRule = "mon, tue, wed, thu, fri, sat, sun";
    private const string TimeRule = "a time of day, such as 08:30";
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static ScalingSpec Read(MappingReader scaling, DocumentProblems problems)
    {
        if (scaling.Value("max") is null)
        {
            problems.Missing("scaling.max", scaling.Node, "1 to 1000, the most replicas that the model may have");
        }

        return new ScalingSpec
        {
            Min = scaling.Integer("min", 1),
            Max = scaling.Integer("max", Math.Max(1, scaling.Integer("min", 1))),
            Objective = scaling.Value("objective") is null ? null : scaling.Duration("objective", TimeSpan.FromSeconds(1)),
            Objectives = scaling.Mapping("objectives") is { } objectives ? Objectives(objectives) : null,
            AttainmentThousandths = scaling.Thousandths("attainment", SpecDefaults.AttainmentThousandths),
            Idle = scaling.Duration("idle", SpecDefaults.ScalingIdle),
            Stabilization = scaling.Duration("stabilization", SpecDefaults.ScalingStabilization),
            Warm = scaling.Integer("warm", 0),
            Schedules = [.. scaling.Mappings("schedules").Select(schedule => Schedule(schedule, problems))],
        };
    }

    /// <summary>The short name of a day.</summary>
    public static string Write(DayOfWeek day) => Names[(int)day];

    // A mapping without a class is none: it would not be the same when it is read again.
    private static ClassObjectives? Objectives(MappingReader objectives)
    {
        TimeSpan? Of(string key) => objectives.Value(key) is null ? null : objectives.Duration(key, TimeSpan.FromSeconds(1));
        var read = new ClassObjectives { Critical = Of("critical"), Standard = Of("standard"), Batch = Of("batch") };
        return read == new ClassObjectives() ? null : read;
    }

    private static ScalingSchedule Schedule(MappingReader schedule, DocumentProblems problems) => new()
    {
        Days = Days(schedule, problems),
        From = schedule.Parse<TimeSpan>("from", TimeSpan.Zero, TimeRule, TryTime),
        To = schedule.Parse<TimeSpan>("to", TimeSpan.Zero, TimeRule, TryTime),
        Zone = schedule.Text("zone", "the IANA name of a time zone") ?? "UTC",
        Min = schedule.Value("min") is null ? null : schedule.Integer("min", 0),
        Max = schedule.Value("max") is null ? null : schedule.Integer("max", 1),
    };

    private static ImmutableArray<DayOfWeek> Days(MappingReader schedule, DocumentProblems problems)
    {
        var texts = schedule.Texts("days");
        foreach (var unknown in texts.Where(text => Array.IndexOf(Names, text) < 0))
        {
            problems.Wrong(schedule.PathOf("days"), schedule.Value("days")!, DaysRule);
        }

        return [.. texts.Select(text => Array.IndexOf(Names, text)).Where(day => day >= 0).Select(day => (DayOfWeek)day)];
    }

    private static bool TryTime(string text, out TimeSpan value)
    {
        var found = TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        value = time.ToTimeSpan();
        return found;
    }
}
