using Krewe.Architecture.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Code;

/// <summary>How files and types are cut.</summary>
internal static class ShapeRules
{
    /// <summary>More than a reader holds in mind.</summary>
    internal const int MaxLines = 450;

    /// <summary>One type a file, named as the file. A generic type's file may end in OfT, a part's file has the part behind a dot.</summary>
    internal static IEnumerable<string> OneTypePerFile(IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
        {
            var names = file.TopLevelTypes.Select(NameOf).ToArray();
            var stem = Path.GetFileName(file.Path).Split('.')[0];
            if (names.Length > 1)
            {
                yield return $"{file} holds {string.Join(", ", names.Select(name => name.Text))}: one type a file.";
            }
            else if (names.Length == 1 && stem != names[0].Text && !(names[0].IsGeneric && stem.StartsWith(names[0].Text + "Of", StringComparison.Ordinal)))
            {
                yield return $"{file} holds {names[0].Text}: the file is named as its type.";
            }
        }
    }

    internal static IEnumerable<string> NotTooLong(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Lines > MaxLines).Select(file => $"{file} has {file.Lines} lines; {MaxLines} are the most.");

    internal static IEnumerable<string> FileScopedNamespaces(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Syntax.Members.OfType<NamespaceDeclarationSyntax>().Any()).Select(file => $"{file} has a namespace in braces.");

    /// <summary>Internal and private classes are sealed, static, abstract, or a base of another.</summary>
    internal static IEnumerable<string> Sealed(IReadOnlyCollection<SourceFile> files)
    {
        var bases = files.SelectMany(file => file.Syntax.DescendantNodes().OfType<BaseListSyntax>())
            .SelectMany(list => list.Types).Select(type => SimpleName(type.Type)).ToHashSet(StringComparer.Ordinal);
        var parts = files.SelectMany(file => file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => type is ClassDeclarationSyntax || type.IsKind(SyntaxKind.RecordDeclaration))
            .Select(type => (File: file, Type: type)));
        return parts
            .GroupBy(part => FullName(part.Type), StringComparer.Ordinal)
            .Where(group => !group.Any(part => Has(part.Type, SyntaxKind.PublicKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.SealedKeyword, SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword)))
            .Where(group => !bases.Contains(group.First().Type.Identifier.Text))
            .Select(group => $"{group.First().File}: {group.Key} is neither sealed, static nor abstract, and nothing derives from it.");
    }

    private static bool Has(TypeDeclarationSyntax type, params SyntaxKind[] kinds) => type.Modifiers.Any(modifier => kinds.Contains(modifier.Kind()));

    private static (string Text, bool IsGeneric) NameOf(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => (type.Identifier.Text, type.TypeParameterList is not null),
        BaseTypeDeclarationSyntax type => (type.Identifier.Text, false),
        DelegateDeclarationSyntax type => (type.Identifier.Text, type.TypeParameterList is not null),
        _ => throw new ArgumentOutOfRangeException(nameof(member)),
    };

    private static string FullName(TypeDeclarationSyntax type)
    {
        var names = type.AncestorsAndSelf().Select(node => node switch
        {
            TypeDeclarationSyntax outer => outer.Identifier.Text + (outer.TypeParameterList is { } list ? $"`{list.Parameters.Count}" : ""),
            BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
            _ => "",
        });
        return string.Join('.', names.Where(name => name.Length > 0).Reverse());
    }

    private static string SimpleName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => type.ToString(),
    };
}
