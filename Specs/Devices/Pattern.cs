using System.IO.Enumeration;

namespace Krewe.Specs.Devices;

/// <summary>Patterns with <c>*</c> and <c>?</c>; case does not matter.</summary>
internal static class Pattern
{
    public static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
