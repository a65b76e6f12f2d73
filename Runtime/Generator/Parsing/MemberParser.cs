using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Runtime.Generator;

/// <summary>
/// Finds the serialized members of a type. Positions of a record's primary constructor and explicit ids are two spaces of numbers,
/// as in Orleans: the first takes the odd numbers on the wire and the second the even ones.
/// </summary>
internal static class MemberParser
{
    public static IEnumerable<MemberModel> ParseAll(INamedTypeSymbol type, List<Problem> problems)
    {
        Dictionary<string, uint> positions = Positions(type);
        SortedDictionary<uint, (MemberModel Model, ISymbol Symbol)> members = [];
        foreach (ISymbol member in type.GetMembers().Where(member => !member.IsStatic))
        {
            if (Number(member, positions, problems) is not { } id || Describe(member, id, problems) is not { } model)
            {
                continue;
            }

            if (members.TryGetValue(id, out (MemberModel Model, ISymbol Symbol) other))
            {
                problems.Add(Problem.Create(Rules.DuplicateId, member, member.Name, (id / 2).ToString(), other.Symbol.Name));
                continue;
            }

            members.Add(id, (model, member));
        }

        return members.Values.Select(member => member.Model);
    }

    private static Dictionary<string, uint> Positions(INamedTypeSymbol type)
    {
        Dictionary<string, uint> positions = [];
        if (!type.IsRecord)
        {
            return positions;
        }

        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is RecordDeclarationSyntax { ParameterList: not null }));
        foreach (IParameterSymbol parameter in primary?.Parameters ?? [])
        {
            positions[parameter.Name] = parameter.IdValue() ?? (uint)parameter.Ordinal;
        }

        return positions;
    }

    private static uint? Number(ISymbol member, Dictionary<string, uint> positions, List<Problem> problems)
    {
        if (member is not (IFieldSymbol { IsConst: false, AssociatedSymbol: null, IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false }))
        {
            return null;
        }

        if (member.IdValue() is { } id)
        {
            if (!member.IsAbstract)
            {
                return id * 2;
            }

            problems.Add(Problem.Create(Rules.AbstractMember, member, $"{member.ContainingType.Name}.{member.Name}"));
            return null;
        }

        if (member is IPropertySymbol && positions.TryGetValue(member.Name, out uint position))
        {
            return (position * 2) + 1;
        }

        IFieldSymbol? storage = member as IFieldSymbol ?? Storage((IPropertySymbol)member);
        if (storage is not null && !storage.HasAttribute(Names.NonSerialized) && !member.IsAbstract)
        {
            problems.Add(Problem.Create(Rules.MissingId, member, $"{member.ContainingType.Name}.{member.Name}", member.ContainingType.Name));
        }

        return null;
    }

    private static MemberModel? Describe(ISymbol member, uint id, List<Problem> problems)
    {
        bool immutable = member.HasAttribute(Names.Immutable);
        if (member is IFieldSymbol field)
        {
            string accessor = field.IsReadOnly || !IsUsable(field) ? field.Name : "";
            return new MemberModel(id, field.Name, field.Type.InCode(), accessor, immutable);
        }

        IPropertySymbol property = (IPropertySymbol)member;
        if (Storage(property) is { } backing)
        {
            return new MemberModel(id, property.Name, property.Type.InCode(), backing.Name, immutable);
        }

        if (property is { GetMethod: { } getter, SetMethod: { IsInitOnly: false } setter } && IsUsable(getter) && IsUsable(setter))
        {
            return new MemberModel(id, property.Name, property.Type.InCode(), "", immutable);
        }

        problems.Add(Problem.Create(Rules.NoStorage, member, $"{member.ContainingType.Name}.{member.Name}"));
        return null;
    }

    private static bool IsUsable(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private static IFieldSymbol? Storage(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
