namespace Krewe.Runtime.Membership.Probes;

/// <summary>What an intermediary says of the silo that it was asked to probe.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Health">How ill the intermediary holds itself to be; 0 is well. What an ill one missed says nothing.</param>
/// <param name="IsVote">Whether this was the last miss that the intermediary itself needed for a vote: it votes as well.</param>
internal readonly record struct ProbeReport(ProbeOutcome Outcome, int Health = 0, bool IsVote = false)
{
    /// <summary>As it stands in a message: 0, also from silos that know nothing of it, for not served, 1 for answered, from 2 on twice the health for missed, one more with a vote.</summary>
    public int ToNumber() => Outcome switch
    {
        ProbeOutcome.Answered => 1,
        ProbeOutcome.Missed => 2 + (2 * Health) + (IsVote ? 1 : 0),
        _ => 0,
    };

    public static ProbeReport FromNumber(int number) => number switch
    {
        <= 0 => new ProbeReport(ProbeOutcome.NotServed),
        1 => new ProbeReport(ProbeOutcome.Answered),
        _ => new ProbeReport(ProbeOutcome.Missed, (number - 2) / 2, number % 2 == 1),
    };
}
