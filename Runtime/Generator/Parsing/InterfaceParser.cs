using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>Understands grain interfaces.</summary>
internal static class InterfaceParser
{
    public static ParseResult<InterfaceModel>? Parse(INamedTypeSymbol type)
    {
        // A generic interface has no proxy of its own; what derives from a constructed one has its methods.
        if (!type.IsGrainInterface() || type.AllTypeParameters().Any())
        {
            return null;
        }

        List<Problem> problems = [];
        if (!type.IsNameable())
        {
            problems.Add(Problem.Create(Rules.Inaccessible, type, type.Name));
            return new ParseResult<InterfaceModel>(null, null, new EquatableArray<Problem>(problems));
        }

        string wireName = type.InterfaceName();
        List<MethodModel> methods = [];
        foreach (INamedTypeSymbol declaring in new[] { type }.Concat(type.AllInterfaces.OrderBy(parent => parent.InCode(), StringComparer.Ordinal)))
        {
            // Errors of an inherited interface are reported where it is declared, if it is a grain interface itself.
            bool isOwn = SymbolEqualityComparer.Default.Equals(declaring, type) || declaring.IsGenericType || !declaring.IsGrainInterface();
            List<Problem> found = isOwn ? problems : [];
            methods.AddRange(MethodParser.ParseAll(declaring, isOwn ? wireName : declaring.InterfaceName(), isOwn, found));
        }

        CheckNames(type, methods, problems);
        InterfaceModel model = new(
            type.InCode(),
            wireName,
            type.Identifier(),
            type.FindAttribute(Names.Version)?.ConstructorArguments.FirstOrDefault().Value is ushort version ? version : 0,
            type.AllInterfaces.Any(parent => parent.PlainName() == Names.Extension),
            new EquatableArray<MethodModel>(methods));
        AliasModel alias = new(wireName, type.ToDisplayString(), SourceLocation.Of(type));
        return new ParseResult<InterfaceModel>(problems.Count == 0 ? model : null, alias, new EquatableArray<Problem>(problems));
    }

    private static void CheckNames(INamedTypeSymbol type, List<MethodModel> methods, List<Problem> problems)
    {
        foreach (IGrouping<string, MethodModel> same in methods.Where(method => method.IsOwn).GroupBy(method => method.WireName).Where(group => group.Count() > 1))
        {
            IMethodSymbol second = type.AllInterfaces.Prepend(type).SelectMany(declaring => declaring.GetMembers(same.Last().Name)).OfType<IMethodSymbol>().Last();
            problems.Add(second.HasAttribute(Names.Alias)
                ? Problem.Create(Rules.DuplicateAlias, second, same.Key, same.First().Name)
                : Problem.Create(Rules.OverloadWithoutAlias, second, $"{type.Name}.{second.Name}"));
        }
    }
}
