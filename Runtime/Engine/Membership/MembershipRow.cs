using Orleans;

namespace Krewe.Runtime.Membership;

/// <summary>A row as it was read; the entry is not changed, a changed copy of it is written.</summary>
internal sealed record MembershipRow(MembershipEntry Entry, string ETag);
