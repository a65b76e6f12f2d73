using Orleans;

namespace Krewe.Runtime.Membership;

/// <summary>A write that is wanted: counts only when the table is still as it was read.</summary>
/// <param name="Entry">The row as it is to be.</param>
/// <param name="ETag">The row's ETag as read; null for a row that is new.</param>
/// <param name="Version">The table's version with that row.</param>
internal sealed record MembershipChange(MembershipEntry Entry, string? ETag, TableVersion Version);
