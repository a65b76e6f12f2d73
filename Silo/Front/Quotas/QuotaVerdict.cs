namespace Krewe.Silo.Front.Quotas;

/// <summary>Whether a request is within its quota.</summary>
/// <param name="Allowed">It is let in.</param>
/// <param name="Key">Whose quota is used up; empty for that of all together.</param>
/// <param name="RetryAfter">When there is something again.</param>
/// <param name="Failure">Why nobody can say; then it is neither let in nor refused yet.</param>
internal readonly record struct QuotaVerdict(bool Allowed, string Key = "", TimeSpan RetryAfter = default, Exception? Failure = null);
