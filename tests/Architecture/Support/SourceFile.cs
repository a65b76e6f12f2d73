using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Support;

/// <summary>A C# file with its syntax.</summary>
internal sealed class SourceFile
{
    internal SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Syntax = CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetCompilationUnitRoot();
    }

    /// <summary>From the root, with forward slashes.</summary>
    internal string Path { get; }

    internal string Text { get; }

    internal CompilationUnitSyntax Syntax { get; }

    internal int Lines => Text.Count(character => character == '\n') + (Text.EndsWith('\n') || Text.Length == 0 ? 0 : 1);

    /// <summary>The types, enums and delegates that stand in no other type.</summary>
    internal IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public override string ToString() => Path;
}
