using System.Globalization;
using Krewe.Commands.Output;
using Krewe.Scaling;

namespace Krewe.Commands.Explain;

/// <summary>What was decided last about a number of replicas, for people.</summary>
internal static class ScalingText
{
    public static void Write(ScalingView scaling, TextWriter output)
    {
        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

        output.WriteLine();
        Line($"scaling: {scaling.Target} of {scaling.Min} to {scaling.Max} replicas, {scaling.Needed} needed, as of {Words.Time(scaling.At)}");
        foreach (var reason in scaling.Reasons)
        {
            output.WriteLine($"  - {reason}");
        }

        Line($"demand: {scaling.Rate:0.##} requests a second, up to {scaling.Peak:0.##} reckoned with; forecasts are off by {Share(scaling.ForecastError)}");
        Line($"promise: {Share(scaling.Promised)} in time, {Share(scaling.Kept)} kept lately; plans let {Share(scaling.Tolerance)} be late and expect {Share(scaling.LateAfter)}");
        foreach (var one in scaling.Classes)
        {
            Line($"  {Words.Of(one.Class)}: {Share(one.Share)} of the requests, within {one.ObjectiveSeconds:0.###} s; {Share(one.Kept)} kept lately; plans let {Share(one.Tolerance)} be late");
        }
    }

    private static string Share(double? share) => share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{100 * known:0.##} %") : "an unknown share";
}
