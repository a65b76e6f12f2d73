namespace Krewe.Cluster.Tests.Support;

/// <summary>The outcome of a call at its caller.</summary>
/// <param name="IsOk">Whether the grain's answer came.</param>
/// <param name="Text">The answer, or what was wrong.</param>
public sealed record Reply(bool IsOk, string Text);
