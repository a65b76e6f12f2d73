namespace Krewe.Silo.Backends.Limits;

/// <summary>Whether a granted resource is also the most that the server can use.</summary>
/// <param name="By"><c>cgroup</c>, <c>rlimit</c> or <c>no</c>.</param>
/// <param name="Reason">Why it is not enforced, or how far the enforcement reaches; empty when there is nothing to add.</param>
internal sealed record LimitEnforcement(string By, string Reason = "")
{
    public const string ByCgroup = "cgroup";
    public const string ByRlimit = "rlimit";
    public const string None = "no";

    public static LimitEnforcement NotAsked { get; } = new(None, "nothing was granted");

    public override string ToString() => Reason.Length == 0 ? By : $"{By} ({Reason})";
}
