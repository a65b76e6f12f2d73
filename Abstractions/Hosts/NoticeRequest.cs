namespace Krewe.Hosts;

/// <summary>What is told of a machine that goes away by itself.</summary>
public sealed record NoticeRequest
{
    /// <summary>The longest time ahead, in seconds: a day.</summary>
    public const double MostSeconds = 86_400;

    /// <summary>In how many seconds it goes, 1 to 86,400.</summary>
    public double Seconds { get; init; } = 120;

    /// <summary>Who says so and why, for people.</summary>
    public string Reason { get; init; } = "";
}
