using System.Globalization;

namespace Krewe.Specs.Yaml;

/// <summary>One thing wrong with a file of specs, with its place.</summary>
/// <param name="Code">The stable code; KRW2001 to KRW2004.</param>
/// <param name="File">The file, as the caller named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Key">The path of the key, such as <c>backend.arguments</c>; empty when it is about no key.</param>
/// <param name="Message">What was found and what would be valid.</param>
public sealed record SpecReadProblem(
    string Code,
    string File,
    int Line,
    int Column,
    string Key,
    string Message)
{
    /// <summary>On one line, as compilers write it: <c>file:line:column: code: key: message</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{File}:{Line}:{Column}: {Code}: {(Key.Length == 0 ? "" : Key + ": ")}{Message}");
}
