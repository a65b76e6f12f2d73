using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>An error to be reported, by value.</summary>
internal sealed record Problem(string Id, SourceLocation Location, EquatableArray<string> Arguments)
{
    public static Problem Create(DiagnosticDescriptor rule, ISymbol symbol, params string[] arguments) =>
        new(rule.Id, SourceLocation.Of(symbol), new EquatableArray<string>(arguments));

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Rules.ById[Id], Location.ToLocation(), Arguments.ToArray<object>());
}
