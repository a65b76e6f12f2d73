using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>Understands types marked <c>[GenerateSerializer]</c>.</summary>
internal static class SerializableParser
{
    public static ParseResult<SerializableModel> Parse(INamedTypeSymbol type)
    {
        List<Problem> problems = [];
        if (!type.IsNameable())
        {
            problems.Add(Problem.Create(Rules.Inaccessible, type, type.Name));
            return new ParseResult<SerializableModel>(null, null, new EquatableArray<Problem>(problems));
        }

        string alias = type.AttributeText(Names.Alias) ?? type.ReflectionName();
        bool isEnum = type.TypeKind == TypeKind.Enum;
        (string baseType, bool isException) = isEnum ? ("", false) : Base(type, problems);
        ITypeParameterSymbol[] parameters = [.. type.AllTypeParameters()];
        SerializableModel model = new(
            type.InTypeOf(),
            parameters.Length == 0 ? type.InTypeOf() : type.ConstructUnboundGenericType().InTypeOf(),
            alias,
            type.Identifier(),
            new EquatableArray<string>(parameters.Select(parameter => parameter.Name)),
            string.Concat(parameters.Select(Constraints)),
            isEnum ? SerializableKind.Enum : type.IsValueType ? SerializableKind.Struct : SerializableKind.Class,
            type.HasAttribute(Names.Immutable) || IsException(type),
            CreationOf(type),
            baseType,
            isException,
            isEnum ? default : new EquatableArray<MemberModel>(MemberParser.ParseAll(type, problems)));
        AliasModel named = new(alias, type.ToDisplayString(), SourceLocation.Of(type));
        return new ParseResult<SerializableModel>(problems.Count == 0 ? model : null, named, new EquatableArray<Problem>(problems));
    }

    private static Creation CreationOf(INamedTypeSymbol type)
    {
        if (type.IsAbstract)
        {
            return Creation.Never;
        }

        if (type.IsValueType)
        {
            return Creation.Default;
        }

        return type.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0) ? Creation.Constructor : Creation.Uninitialized;
    }

    private static (string BaseType, bool IsException) Base(INamedTypeSymbol type, List<Problem> problems)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType)
            {
                break;
            }

            if (current.HasAttribute(Names.GenerateSerializer))
            {
                return (current.InTypeOf(), false);
            }

            if (IsException(current))
            {
                return ("", true);
            }

            if (ConverterParser.IsPopulated(type.ContainingAssembly, current))
            {
                return (current.InTypeOf(), false);
            }

            // A base class without state loses nothing; of one that comes compiled the state may not be visible.
            bool visible = current.Locations.Any(location => location.IsInSource);
            if (!visible || current.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic))
            {
                problems.Add(Problem.Create(Rules.BaseNotSerializable, type, type.Name, current.Name));
                break;
            }
        }

        return ("", false);
    }

    private static bool IsException(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.PlainName() == "System.Exception")
            {
                return true;
            }
        }

        return false;
    }

    public static string Constraints(ITypeParameterSymbol parameter)
    {
        List<string> constraints = [];
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(type => type.InCode()));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}
