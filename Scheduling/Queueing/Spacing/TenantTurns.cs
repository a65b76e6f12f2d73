namespace Krewe.Scheduling.Queueing.Spacing;

/// <summary>When tenants of a rank were last served: just as much as it takes to say when somebody other than a given one was.</summary>
public sealed class TenantTurns
{
    private string? _last;
    private DateTimeOffset _lastAt = DateTimeOffset.MinValue;
    private DateTimeOffset _otherAt = DateTimeOffset.MinValue;

    /// <summary>A tenant was served.</summary>
    /// <param name="tenant">Which.</param>
    /// <param name="now">When.</param>
    public void Served(string tenant, DateTimeOffset now)
    {
        if (!string.Equals(_last, tenant, StringComparison.Ordinal))
        {
            (_last, _otherAt) = (tenant, _lastAt);
        }

        _lastAt = now;
    }

    /// <summary>When anybody other than this tenant was served last.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The time; the earliest there is when nobody was.</returns>
    public DateTimeOffset LastOther(string tenant) => string.Equals(_last, tenant, StringComparison.Ordinal) ? _otherAt : _lastAt;
}
