using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>Questions about symbols.</summary>
internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat WithNullability = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Plain = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The type as code writes it, nullability included.</summary>
    public static string InCode(this ITypeSymbol type) => type.ToDisplayString(WithNullability);

    /// <summary>The type as <c>typeof</c> takes it.</summary>
    public static string InTypeOf(this ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Namespace and name, dots between, no type arguments.</summary>
    public static string PlainName(this ITypeSymbol type) => type.ToDisplayString(Plain);

    /// <summary>The name that reflection gives: nested types after a plus, generic ones with their arity.</summary>
    public static string ReflectionName(this INamedTypeSymbol type)
    {
        string outer = type.ContainingType is { } container ? container.ReflectionName() + "+"
            : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "."
            : "";
        return outer + type.MetadataName;
    }

    /// <summary>Part of the name of a generated class; different for different types of an assembly.</summary>
    public static string Identifier(this INamedTypeSymbol type) =>
        type.ReflectionName().Replace("_", "__").Replace(".", "_").Replace("+", "_n_").Replace("`", "_g");

    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.PlainName() == fullName);

    public static bool HasAttribute(this ISymbol symbol, string fullName) => symbol.FindAttribute(fullName) is not null;

    public static string? AttributeText(this ISymbol symbol, string fullName) =>
        symbol.FindAttribute(fullName)?.ConstructorArguments.FirstOrDefault().Value as string;

    public static uint? IdValue(this ISymbol symbol) =>
        symbol.FindAttribute(Names.Id)?.ConstructorArguments.FirstOrDefault().Value is uint id ? id : null;

    /// <summary>Whether calls of the interface leave for grains; markers do not count.</summary>
    public static bool IsGrainInterface(this INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        && !Names.Markers.Contains(type.PlainName())
        && type.AllInterfaces.Any(parent => parent.PlainName() == Names.Addressable);

    /// <summary>The interface's stable name.</summary>
    public static string InterfaceName(this INamedTypeSymbol type) =>
        type.AttributeText(Names.GrainInterfaceType) ?? type.AttributeText(Names.Alias) ?? type.ReflectionName();

    /// <summary>Whether other code of the assembly can name the type.</summary>
    public static bool IsNameable(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type parameters of the type and of the types around it, outermost first.</summary>
    public static IEnumerable<ITypeParameterSymbol> AllTypeParameters(this INamedTypeSymbol type) =>
        type.ContainingType is { } container ? container.AllTypeParameters().Concat(type.TypeParameters) : type.TypeParameters;
}
