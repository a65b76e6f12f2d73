using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Grains;

/// <summary>Attributes and members as the rules for grain code see them.</summary>
internal static class ContractReader
{
    internal static AttributeSyntax? Attribute(this MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.Where(list => list.Target is null).SelectMany(list => list.Attributes).FirstOrDefault(attribute => NameOf(attribute) == name);

    /// <summary>The first argument of an attribute, where it is a literal.</summary>
    internal static string? Argument(this AttributeSyntax attribute) =>
        (attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression as LiteralExpressionSyntax)?.Token.ValueText;

    internal static bool Has(this MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    internal static string Name(this MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        _ => member.Kind().ToString(),
    };

    /// <summary>The properties and fields that hold something: what is computed is not sent.</summary>
    internal static IEnumerable<MemberDeclarationSyntax> Stored(this TypeDeclarationSyntax type) =>
        type.Members.Where(member => !member.Has(SyntaxKind.StaticKeyword) && !member.Has(SyntaxKind.ConstKeyword) && member switch
        {
            PropertyDeclarationSyntax property => property.ExpressionBody is null
                && property.AccessorList is { } list && list.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
            FieldDeclarationSyntax => true,
            _ => false,
        });

    /// <summary>Every name of a type that stands in a type, its arguments included.</summary>
    internal static IEnumerable<string> TypeNames(this TypeSyntax? type) =>
        type is null ? [] : type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text);

    internal static TypeSyntax TypeOf(this MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax property => property.Type,
        FieldDeclarationSyntax field => field.Declaration.Type,
        _ => throw new ArgumentOutOfRangeException(nameof(member)),
    };

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.Text : attribute.Name.ToString();
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }
}
