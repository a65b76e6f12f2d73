using System.Globalization;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Clustering;

/// <summary>Votes as the column holds them: <c>ip:port@generation,2026-01-31 12:00:00.000 GMT</c>, joined by <c>|</c>.</summary>
internal static class SuspectTimesText
{
    private const string Format = "yyyy-MM-dd HH:mm:ss.fff 'GMT'";

    public static string? Write(IReadOnlyCollection<Tuple<SiloAddress, DateTime>>? votes) => votes is null or { Count: 0 }
        ? null
        : string.Join('|', votes.Select(vote => $"{vote.Item1.ToParsableString()},{vote.Item2.ToString(Format, CultureInfo.InvariantCulture)}"));

    public static List<Tuple<SiloAddress, DateTime>>? Read(string? text) => string.IsNullOrEmpty(text) ? null : [.. text.Split('|').Select(ReadVote)];

    private static Tuple<SiloAddress, DateTime> ReadVote(string text)
    {
        var comma = text.LastIndexOf(',');
        return comma > 0
            ? Tuple.Create(
                SiloAddress.FromParsableString(text[..comma]),
                DateTime.ParseExact(text[(comma + 1)..], Format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal))
            : throw new FormatException($"'{text}' in SuspectTimes is no vote: it would be 'ip:port@generation,{Format}'.");
    }
}
