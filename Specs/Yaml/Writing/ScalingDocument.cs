using System.Globalization;
using System.Text.Json.Nodes;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Yaml.Writing;

/// <summary>The key <c>scaling</c> of a model as a tree.</summary>
internal static class ScalingDocument
{
    public static JsonNode? Of(ScalingSpec? scaling) => scaling is null ? null : new JsonObject
    {
        ["min"] = scaling.Min,
        ["max"] = scaling.Max,
        ["objective"] = scaling.Objective is { } objective ? SpecUnits.FormatDuration(objective) : null,
        ["objectives"] = Of(scaling.Objectives),
        ["attainment"] = scaling.AttainmentThousandths / 1_000m,
        ["idle"] = SpecUnits.FormatDuration(scaling.Idle),
        ["stabilization"] = SpecUnits.FormatDuration(scaling.Stabilization),
        ["warm"] = scaling.Warm,
        ["schedules"] = new JsonArray([.. scaling.Schedules.Select(Of)]),
    };

    private static JsonObject? Of(ClassObjectives? objectives)
    {
        if (objectives is null)
        {
            return null;
        }

        var tree = new JsonObject();
        foreach (var one in Enum.GetValues<ServiceClass>())
        {
            if (objectives.Of(one) is { } promised)
            {
                tree[one.ToString().ToLowerInvariant()] = SpecUnits.FormatDuration(promised);
            }
        }

        return tree;
    }

    private static JsonNode Of(ScalingSchedule schedule)
    {
        var tree = new JsonObject { ["days"] = new JsonArray([.. schedule.Days.Select(day => JsonValue.Create(ScalingReader.Write(day)))]), ["from"] = Time(schedule.From), ["to"] = Time(schedule.To), ["zone"] = schedule.Zone };
        if (schedule.Min is { } least)
        {
            tree["min"] = least;
        }

        if (schedule.Max is { } most)
        {
            tree["max"] = most;
        }

        return tree;
    }

    private static string Time(TimeSpan time) => time.ToString(time.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
