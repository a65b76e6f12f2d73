namespace Krewe.Naming;

/// <summary>The Levenshtein distance: insertions, deletions and substitutions, each 1. To suggest what was meant by a misspelt name.</summary>
public static class EditDistance
{
    /// <summary>How many changes of one character lead from one text to the other; time grows with the product of their lengths.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other.</param>
    public static int Between(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
