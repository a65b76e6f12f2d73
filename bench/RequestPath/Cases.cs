namespace Krewe.Bench.RequestPath;

/// <summary>Names of cases.</summary>
internal static class Cases
{
    public static string Closed(int sleep, int clients) => FormattableString.Invariant($"{sleep} ms, {clients} clients");

    public static string Open(int sleep, int share) => FormattableString.Invariant($"{sleep} ms, open at {share} %");

    public static string All(int sleep) => FormattableString.Invariant($"{sleep} ms, all clients");
}
