using System.Reflection.Metadata;

namespace Krewe.Conformance.Tests.Api;

/// <summary>The type parameters that a signature may name.</summary>
internal sealed record GenericNames(string[] Type, string[] Method)
{
    internal static string[] Of(MetadataReader reader, GenericParameterHandleCollection parameters) =>
        [.. parameters.Select(parameter => reader.GetString(reader.GetGenericParameter(parameter).Name))];
}
