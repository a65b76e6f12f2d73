using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Grains;

/// <summary>Grain interfaces: methods with a result that can be awaited, named for the wire.</summary>
internal static class InterfaceRule
{
    private static readonly string[] Results = ["Task", "ValueTask", "IAsyncEnumerable"];

    internal static bool IsGrainInterface(InterfaceDeclarationSyntax type) =>
        type.BaseList?.Types.SelectMany(parent => parent.Type.TypeNames()).Any(name =>
            name.StartsWith("IGrainWith", StringComparison.Ordinal) || name is "IGrain" or "IGrainObserver" or "IGrainExtension" or "ISystemTarget") == true;

    internal static IEnumerable<string> Check(InterfaceDeclarationSyntax type)
    {
        var name = type.Identifier.Text;
        if (string.IsNullOrEmpty(type.Attribute("Alias")?.Argument()))
        {
            yield return $"{name} has no [Alias] with a text.";
        }

        foreach (var member in type.Members.Where(member => member is not MethodDeclarationSyntax && !member.Has(SyntaxKind.ConstKeyword)))
        {
            yield return $"{name}.{member.Name()} is no method.";
        }

        var methods = type.Members.OfType<MethodDeclarationSyntax>().ToArray();
        foreach (var method in methods)
        {
            var where = $"{name}.{method.Identifier.Text}";
            if (!Results.Contains((method.ReturnType as SimpleNameSyntax)?.Identifier.Text))
            {
                yield return $"{where} returns {method.ReturnType}: Task, ValueTask or IAsyncEnumerable.";
            }

            if (string.IsNullOrEmpty(method.Attribute("Alias")?.Argument()))
            {
                yield return $"{where} has no [Alias] with a text.";
            }

            var tokens = method.ParameterList.Parameters.Select((parameter, index) => (parameter, index))
                .Where(pair => pair.parameter.Type.TypeNames().Contains("CancellationToken")).Select(pair => pair.index).ToArray();
            if (tokens.Length > 1 || (tokens.Length == 1 && tokens[0] != method.ParameterList.Parameters.Count - 1))
            {
                yield return $"{where} takes a CancellationToken that is not its one last parameter.";
            }

            if (method.ParameterList.Parameters.Any(parameter => parameter.Modifiers.Count > 0))
            {
                yield return $"{where} takes a parameter by ref, in, out or params.";
            }
        }

        foreach (var alias in methods.Select(method => method.Attribute("Alias")?.Argument()).OfType<string>().GroupBy(alias => alias, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"{name} has [Alias(\"{alias.Key}\")] on {alias.Count()} methods.";
        }
    }
}
