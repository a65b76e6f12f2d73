using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Grains;

/// <summary>What grain interfaces send must have a serializer, and so must all that it holds.</summary>
internal static class ReachRule
{
    internal static IEnumerable<string> Check(IReadOnlyCollection<InterfaceDeclarationSyntax> interfaces, IEnumerable<BaseTypeDeclarationSyntax> types)
    {
        var byName = types.Where(type => type is not InterfaceDeclarationSyntax).ToLookup(type => type.Identifier.Text, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<(string Name, string By)>(interfaces.SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>())
            .SelectMany(method => method.ParameterList.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType)
                .SelectMany(sent => sent.TypeNames()).Select(name => (name, method.Name()))));
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next.Name))
            {
                continue;
            }

            foreach (var type in byName[next.Name])
            {
                if (type.Attribute("GenerateSerializer") is null)
                {
                    yield return $"{type.Identifier.Text} is sent (by {next.By}) but has no [GenerateSerializer].";
                }

                if (type is TypeDeclarationSyntax shape)
                {
                    var held = shape.Stored().Select(member => member.TypeOf()).Concat(shape.ParameterList?.Parameters.Select(parameter => parameter.Type!) ?? []);
                    foreach (var name in held.SelectMany(member => member.TypeNames()))
                    {
                        open.Enqueue((name, shape.Identifier.Text));
                    }
                }
            }
        }
    }
}
