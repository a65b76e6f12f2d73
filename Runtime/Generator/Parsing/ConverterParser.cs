using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>Understands classes marked <c>[RegisterConverter]</c>.</summary>
internal static class ConverterParser
{
    public static ParseResult<ConverterModel> Parse(INamedTypeSymbol type)
    {
        INamedTypeSymbol[] conversions = [.. type.AllInterfaces.Where(parent => parent.PlainName() == Names.Converter)];
        ITypeParameterSymbol[] parameters = [.. type.AllTypeParameters()];
        bool isUsable = type.IsNameable() && !type.IsAbstract
            && type.InstanceConstructors.Any(one => one.Parameters.Length == 0 && one.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal);
        if (!isUsable || conversions.Length != 1
            || conversions[0].TypeArguments[0] is not INamedTypeSymbol value
            || conversions[0].TypeArguments[1] is not INamedTypeSymbol surrogate
            || !surrogate.HasAttribute(Names.GenerateSerializer)
            || (parameters.Length > 0 && !value.TypeArguments.Select(argument => argument.Name).SequenceEqual(parameters.Select(parameter => parameter.Name))))
        {
            return new ParseResult<ConverterModel>(null, null, new EquatableArray<Problem>([Problem.Create(Rules.Converter, type, type.Name)]));
        }

        string alias = type.AttributeText(Names.Alias) ?? NameOf(value, parameters.Length > 0);
        ConverterModel model = new(
            type.InTypeOf(),
            value.InTypeOf(),
            parameters.Length == 0 ? value.InTypeOf() : value.ConstructUnboundGenericType().InTypeOf(),
            surrogate.InTypeOf(),
            alias,
            type.Identifier(),
            new EquatableArray<string>(parameters.Select(parameter => parameter.Name)),
            string.Concat(parameters.Select(SerializableParser.Constraints)),
            Populates(type, value));
        return new ParseResult<ConverterModel>(model, new AliasModel(alias, value.ToDisplayString(), SourceLocation.Of(type)), default);
    }

    /// <summary>Whether a converter of the assembly fills values of classes that derive from a foreign one.</summary>
    public static bool IsPopulated(IAssemblySymbol assembly, INamedTypeSymbol foreign) => All(assembly.GlobalNamespace)
        .Any(type => type.HasAttribute(Names.RegisterConverter) && Populates(type, foreign));

    private static bool Populates(INamedTypeSymbol converter, INamedTypeSymbol value) => converter.AllInterfaces.Any(parent =>
        parent.PlainName() == Names.Populator && SymbolEqualityComparer.Default.Equals(parent.TypeArguments[0], value));

    private static string NameOf(INamedTypeSymbol value, bool isOpen) => isOpen || value.TypeArguments.Length == 0
        ? value.ReflectionName()
        : $"{value.ReflectionName()}[{string.Join(",", value.TypeArguments.Select(argument => argument.ToDisplayString()))}]";

    private static IEnumerable<INamedTypeSymbol> All(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? All(type).Prepend(type) : All(member));
}
