using System.Text.RegularExpressions;

namespace Orleans.Streams;

/// <summary>The choices that the attributes make: all, one, or those that match an expression.</summary>
internal sealed class NamespacePredicate(string pattern, Func<string, bool> isMatch) : IStreamNamespacePredicate
{
    public static NamespacePredicate All { get; } = new("all", static _ => true);

    public string PredicatePattern => pattern;

    public static NamespacePredicate Exactly(string streamNamespace) =>
        new($"namespace:{streamNamespace}", one => string.Equals(one, streamNamespace, StringComparison.Ordinal));

    public static NamespacePredicate Matching(string expression)
    {
        Regex regex = new(expression, RegexOptions.CultureInvariant);
        return new NamespacePredicate($"regex:{expression}", regex.IsMatch);
    }

    public bool IsMatch(string streamNamespace) => isMatch(streamNamespace);
}
