using System.Globalization;

namespace Orleans;

/// <summary>How long a caller of the method waits for its response, in place of the silo's default of 30 s.</summary>
/// <param name="timeout">A time span: <c>hh:mm:ss</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time span.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
