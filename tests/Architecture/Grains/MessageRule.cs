using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Grains;

/// <summary>Messages and state: immutable records, named for the wire, each member numbered once.</summary>
internal static class MessageRule
{
    private static readonly string[] MutableCollections =
        ["List", "Dictionary", "HashSet", "Queue", "Stack", "SortedDictionary", "SortedSet", "SortedList", "LinkedList", "IList", "IDictionary", "ICollection", "ISet", "StringBuilder"];

    internal static IEnumerable<string> Check(BaseTypeDeclarationSyntax type)
    {
        var name = type.Identifier.Text;
        if (type.Attribute("GenerateSerializer") is null)
        {
            yield break;
        }

        if (string.IsNullOrEmpty(type.Attribute("Alias")?.Argument()))
        {
            yield return $"{name} has no [Alias] with a text: its name on the wire must survive a rename.";
        }

        if (type is not TypeDeclarationSyntax shape)
        {
            yield break;
        }

        var isException = name.EndsWith("Exception", StringComparison.Ordinal);
        if (type is not RecordDeclarationSyntax && !isException)
        {
            yield return $"{name} is no record.";
        }

        foreach (var member in shape.Stored())
        {
            if (member is PropertyDeclarationSyntax property && property.AccessorList!.Accessors.Any(accessor =>
                    accessor.IsKind(SyntaxKind.SetAccessorDeclaration) && !(isException && accessor.Modifiers.Any(SyntaxKind.PrivateKeyword))))
            {
                yield return $"{name}.{member.Name()} can be set: init instead.";
            }

            if (member is FieldDeclarationSyntax && !member.Has(SyntaxKind.ReadOnlyKeyword))
            {
                yield return $"{name}.{member.Name()} can be written: readonly instead.";
            }

            if (member.TypeOf() is ArrayTypeSyntax || member.TypeOf().TypeNames().Any(MutableCollections.Contains))
            {
                yield return $"{name}.{member.Name()} is {member.TypeOf()}, which can be changed: an immutable collection instead.";
            }

            if (member.Attribute("Id") is null)
            {
                yield return $"{name}.{member.Name()} has no [Id].";
            }
            else if (!int.TryParse(member.Attribute("Id")!.Argument(), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                yield return $"{name}.{member.Name()} has an [Id] that is no number.";
            }
        }

        var twice = shape.Members.Select(member => member.Attribute("Id")?.Argument()).OfType<string>()
            .GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1);
        foreach (var id in twice)
        {
            yield return $"{name} has [Id({id.Key})] {id.Count()} times.";
        }
    }
}
