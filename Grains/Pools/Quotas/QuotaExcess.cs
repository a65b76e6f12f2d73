using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools.Quotas;

/// <summary>Why a replica would take its tenant over a quota, and what would be enough.</summary>
/// <param name="Text">What is short, every limit that is.</param>
/// <param name="Next">The smallest quota that would do.</param>
internal sealed record QuotaExcess(string Text, string Next)
{
    /// <summary>As a reason beside those of hosts.</summary>
    public string Reason => $"{PlacementCodes.CodeOf(PlacementConstraint.TenantQuota)}: {Text}";
}
