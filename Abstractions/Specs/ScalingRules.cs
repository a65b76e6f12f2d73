namespace Krewe.Specs;

/// <summary>What of a model's scaling is not valid.</summary>
internal static class ScalingRules
{
    private const int MostReplicas = 1_000;
    private const int MostSchedules = 32;

    public static void Validate(List<SpecProblem> found, ScalingSpec scaling)
    {
        ModelSpecValidator.Range(found, "scaling.min", scaling.Min, 0, MostReplicas);
        ModelSpecValidator.Range(found, "scaling.max", scaling.Max, Math.Clamp(scaling.Min, 1, MostReplicas), MostReplicas);
        if (scaling.Objective is { } objective)
        {
            ModelSpecValidator.Duration(found, "scaling.objective", objective, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        }

        foreach (var one in Enum.GetValues<ServiceClass>())
        {
            if (scaling.Objectives?.Of(one) is { } promised)
            {
                ModelSpecValidator.Duration(found, $"scaling.objectives.{one.ToString().ToLowerInvariant()}", promised, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
            }
        }

        ModelSpecValidator.Range(found, "scaling.attainment", scaling.AttainmentThousandths, 500, 999, SpecUnits.FormatThousandths);
        ModelSpecValidator.Duration(found, "scaling.idle", scaling.Idle, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        ModelSpecValidator.Duration(found, "scaling.stabilization", scaling.Stabilization, TimeSpan.Zero, TimeSpan.FromHours(24));
        ModelSpecValidator.Range(found, "scaling.warm", scaling.Warm, 0, MostReplicas);
        ModelSpecValidator.Range(found, "scaling.schedules", scaling.Schedules.Length, 0, MostSchedules);
        for (var i = 0; i < Math.Min(MostSchedules, scaling.Schedules.Length); i++)
        {
            Validate(found, scaling, scaling.Schedules[i], FormattableString.Invariant($"scaling.schedules[{i}]"));
        }
    }

    private static void Validate(List<SpecProblem> found, ScalingSpec scaling, ScalingSchedule schedule, string path)
    {
        TimeOfDay(found, path + ".from", schedule.From);
        TimeOfDay(found, path + ".to", schedule.To);
        if (schedule.Days.Any(day => !Enum.IsDefined(day)))
        {
            ModelSpecValidator.Add(found, path + ".days", string.Join(", ", schedule.Days), "days of the week");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.Zone, out _))
        {
            ModelSpecValidator.Add(found, path + ".zone", schedule.Zone, "the IANA name of a time zone, such as Europe/Berlin, or UTC");
        }

        var (least, most) = (schedule.Min ?? scaling.Min, schedule.Max ?? scaling.Max);
        if (schedule.Min is null && schedule.Max is null)
        {
            ModelSpecValidator.Add(found, path, "neither min nor max", "at least one of them");
        }

        ModelSpecValidator.Range(found, path + ".min", least, 0, MostReplicas);
        ModelSpecValidator.Range(found, path + ".max", most, Math.Clamp(least, 1, MostReplicas), MostReplicas);
    }

    private static void TimeOfDay(List<SpecProblem> found, string key, TimeSpan value)
    {
        if (value < TimeSpan.Zero || value >= TimeSpan.FromDays(1))
        {
            ModelSpecValidator.Add(found, key, SpecUnits.FormatDuration(value), "a time of day, 00:00 to 23:59");
        }
    }
}
