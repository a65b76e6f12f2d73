using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Krewe.Conformance.Tests.Api;

/// <summary>
/// The public API of an assembly as lines, one a type or member, read from its metadata without loading it. An extension method stands under its
/// namespace: the class that holds it is not what users name.
/// </summary>
internal static class ApiReader
{
    private static readonly SignatureNames Names = new();

    // What every record and every value has by the language, whatever the source says.
    private static readonly HashSet<string> Implied = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "<Clone>$", "PrintMembers", "op_Equality", "op_Inequality", "Deconstruct", "get_EqualityContract", "EqualityContract", "Finalize",
    };

    /// <summary>The lines of the types that users of Orleans name.</summary>
    internal static IReadOnlyList<string> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        List<string> lines = [];
        foreach (var handle in reader.TypeDefinitions.Where(handle => IsPublic(reader, handle)))
        {
            var name = SignatureNames.NameOf(reader, handle);
            if ((name.StartsWith("Orleans.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.Hosting.", StringComparison.Ordinal))
                && !name.Contains('<', StringComparison.Ordinal) && !name.StartsWith("OrleansCodeGen", StringComparison.Ordinal))
            {
                lines.AddRange(Lines(reader, handle, name));
            }
        }

        return lines;
    }

    private static bool IsPublic(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var visibility = type.Attributes & TypeAttributes.VisibilityMask;
        return visibility == TypeAttributes.Public
            || (visibility is TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem && IsPublic(reader, type.GetDeclaringType()));
    }

    private static IEnumerable<string> Lines(MetadataReader reader, TypeDefinitionHandle handle, string name)
    {
        var type = reader.GetTypeDefinition(handle);
        var typeNames = GenericNames.Of(reader, type.GetGenericParameters());
        GenericNames context = new(typeNames, []);
        var kind = Kind(reader, type);
        if (kind != "static class")
        {
            yield return $"{kind} {name}";
        }

        HashSet<MethodDefinitionHandle> accessors = [];
        foreach (var property in type.GetProperties().Select(reader.GetPropertyDefinition))
        {
            var parts = property.GetAccessors();
            accessors.Add(parts.Getter);
            accessors.Add(parts.Setter);
            var visible = new[] { (Word: "get", Handle: parts.Getter), (Word: "set", Handle: parts.Setter) }.Where(part => IsVisible(reader, part.Handle)).ToArray();
            var text = reader.GetString(property.Name);
            if (visible.Length > 0 && !Implied.Contains(text) && !text.Contains('.', StringComparison.Ordinal))
            {
                var words = string.Join("; ", visible.Select(part => part.Word));
                yield return $"{name} :: {property.DecodeSignature(Names, context).ReturnType} {text} {{ {words} }}";
            }
        }

        foreach (var method in type.GetMethods().Where(method => !accessors.Contains(method) && IsVisible(reader, method)))
        {
            var line = Method(reader, method, typeNames);
            if (line is not null)
            {
                yield return IsExtension(reader, method) ? $"{name[..name.LastIndexOf('.')]} :: this {line}" : $"{name} :: {line}";
            }
        }

        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            var visibility = field.Attributes & FieldAttributes.FieldAccessMask;
            if (visibility is FieldAttributes.Public or FieldAttributes.Family && (field.Attributes & FieldAttributes.SpecialName) == 0)
            {
                var value = field.GetDefaultValue();
                var text = value.IsNil ? "" : $" = {Constant(reader, value)}";
                yield return $"{name} :: {field.DecodeSignature(Names, context)} {reader.GetString(field.Name)}{text}";
            }
        }
    }

    private static string? Method(MetadataReader reader, MethodDefinitionHandle handle, string[] typeNames)
    {
        var method = reader.GetMethodDefinition(handle);
        var name = reader.GetString(method.Name);
        if (Implied.Contains(name) || name == ".cctor" || name.Contains('<', StringComparison.Ordinal) || (name.Contains('.', StringComparison.Ordinal) && name != ".ctor"))
        {
            return null;
        }

        var own = GenericNames.Of(reader, method.GetGenericParameters());
        var signature = method.DecodeSignature(Names, new GenericNames(typeNames, own));
        var parameters = method.GetParameters().Select(reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0).ToDictionary(parameter => parameter.SequenceNumber);
        var list = signature.ParameterTypes.Select((type, index) => parameters.TryGetValue(index + 1, out var parameter)
            ? $"{type} {reader.GetString(parameter.Name)}{((parameter.Attributes & ParameterAttributes.Optional) != 0 ? " = default" : "")}"
            : type);
        var words = (method.Attributes & MethodAttributes.Static) != 0 ? "static " : "";
        var generic = own.Length == 0 ? "" : $"<{string.Join(", ", own)}>";
        return $"{words}{(name == ".ctor" ? "" : signature.ReturnType + " ")}{name}{generic}({string.Join(", ", list)})";
    }

    private static bool IsExtension(MetadataReader reader, MethodDefinitionHandle handle) =>
        reader.GetMethodDefinition(handle).GetCustomAttributes().Select(reader.GetCustomAttribute).Any(attribute =>
            attribute.Constructor.Kind == HandleKind.MemberReference
            && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name) == "ExtensionAttribute");

    private static bool IsVisible(MetadataReader reader, MethodDefinitionHandle handle) =>
        !handle.IsNil && (reader.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static string Kind(MetadataReader reader, TypeDefinition type)
    {
        var parent = type.BaseType.IsNil ? "" : type.BaseType.Kind switch
        {
            HandleKind.TypeReference => Names.GetTypeFromReference(reader, (TypeReferenceHandle)type.BaseType, 0),
            HandleKind.TypeDefinition => SignatureNames.NameOf(reader, (TypeDefinitionHandle)type.BaseType),
            _ => "",
        };
        return parent switch
        {
            _ when (type.Attributes & TypeAttributes.Interface) != 0 => "interface",
            "System.Enum" => "enum",
            "System.ValueType" => "struct",
            "System.MulticastDelegate" => "delegate",
            _ when (type.Attributes & TypeAttributes.Abstract) != 0 && (type.Attributes & TypeAttributes.Sealed) != 0 => "static class",
            _ when (type.Attributes & TypeAttributes.Abstract) != 0 => "abstract class",
            _ => "class",
        };
    }

    private static string Constant(MetadataReader reader, ConstantHandle handle)
    {
        var constant = reader.GetConstant(handle);
        return reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)?.ToString() ?? "null";
    }
}
