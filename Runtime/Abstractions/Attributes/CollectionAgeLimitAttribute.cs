using System.Globalization;

namespace Orleans;

/// <summary>After how much idle time an activation of the class is collected; at least one minute.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CollectionAgeLimitAttribute : Attribute
{
    private readonly TimeSpan _span;

    /// <summary>The limit is the sum of the properties.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>The limit as text.</summary>
    /// <param name="inactivityPeriod">A time span: <c>hh:mm:ss</c>.</param>
    public CollectionAgeLimitAttribute(string inactivityPeriod) => _span = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    /// <summary>Days to add.</summary>
    public double Days { get; init; }

    /// <summary>Hours to add.</summary>
    public double Hours { get; init; }

    /// <summary>Minutes to add.</summary>
    public double Minutes { get; init; }

    /// <summary>Never collected.</summary>
    public bool AlwaysActive { get; init; }

    /// <summary>The limit.</summary>
    public TimeSpan AgeLimit => AlwaysActive
        ? Timeout.InfiniteTimeSpan
        : _span + TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
}
