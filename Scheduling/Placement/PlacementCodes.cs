namespace Krewe.Scheduling.Placement;

/// <summary>The stable codes of placement's reasons, KRW3001 to KRW3016.</summary>
public static class PlacementCodes
{
    /// <summary>The code that a user sees for a constraint.</summary>
    /// <param name="constraint">The constraint.</param>
    /// <returns>Such as <c>KRW3008</c>.</returns>
    public static string CodeOf(PlacementConstraint constraint) => FormattableString.Invariant($"KRW{(int)constraint:0000}");
}
