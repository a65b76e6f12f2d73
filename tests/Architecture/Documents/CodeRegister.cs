using System.Globalization;
using System.Text.RegularExpressions;
using Krewe.Architecture.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Documents;

/// <summary>
/// The stable codes: Abstractions' register, and the smaller ones of rooms that may not use it. The engine has none: its codes begin
/// the messages of its exceptions, whose types are those of the grain API.
/// </summary>
internal static partial class CodeRegister
{
    internal const string Main = "Abstractions/Errors/ErrorCodes.cs";

    /// <summary>Where codes may be given; an enum's values above 1000 are codes.</summary>
    internal static IReadOnlyList<SourceFile> Registers { get; } =
        [.. Sources.Rooms.Where(file => file.Path.EndsWith("Codes.cs", StringComparison.Ordinal) || file.Path == "Scheduling/Placement/PlacementConstraint.cs")];

    /// <summary>The codes that a register gives, with the names there.</summary>
    internal static IEnumerable<(string Code, string Name)> Given(SourceFile register)
    {
        foreach (var node in register.Syntax.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax text } constant && Literal().IsMatch(text.Token.ValueText))
            {
                yield return (text.Token.ValueText, constant.Identifier.Text);
            }
            else if (node is EnumMemberDeclarationSyntax { EqualsValue.Value: LiteralExpressionSyntax { Token.Value: int number and > 1000 } } value)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"KRW{number}"), value.Identifier.Text);
            }
        }
    }

    /// <summary>The codes that begin a text in a file.</summary>
    internal static IEnumerable<string> Raised(SourceFile file) => Beginning().Matches(file.Text).Select(match => match.Groups["code"].Value);

    internal static IEnumerable<string> Mentioned(string text) => Mention().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"^KRW\d{4}$")]
    private static partial Regex Literal();

    [GeneratedRegex("\"(?<code>KRW\\d{4}): ")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\bKRW\d{4}\b")]
    private static partial Regex Mention();
}
