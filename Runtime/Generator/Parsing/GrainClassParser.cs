using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>Understands grain classes.</summary>
internal static class GrainClassParser
{
    public static ParseResult<GrainClassModel>? Parse(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.AllTypeParameters().Any() || !type.AllInterfaces.Any(parent => parent.PlainName() == Names.GrainBase))
        {
            return null;
        }

        if (!type.IsNameable())
        {
            return new ParseResult<GrainClassModel>(null, null, new EquatableArray<Problem>([Problem.Create(Rules.Inaccessible, type, type.Name)]));
        }

        IEnumerable<string> interfaces = type.AllInterfaces.Where(parent => parent.IsGrainInterface()).Select(parent => parent.InTypeOf());
        GrainClassModel model = new(type.InTypeOf(), new EquatableArray<string>(interfaces.OrderBy(name => name, StringComparer.Ordinal)));
        return new ParseResult<GrainClassModel>(model, null, default);
    }
}
