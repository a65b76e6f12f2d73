namespace Krewe.Runtime.Generator;

/// <summary>Writes the manifest of an assembly.</summary>
internal static class ManifestEmitter
{
    public static string Emit(
        string space,
        IEnumerable<InterfaceModel> interfaces,
        IEnumerable<SerializableModel> serializables,
        IEnumerable<ConverterModel> converters,
        IEnumerable<GrainClassModel> classes)
    {
        CodeWriter code = CodeWriter.Begin();
        code.Line($"[assembly: {Known.CodeGeneration}.GeneratedManifest(typeof({space}.Manifest))]").Line();
        code.Line($"namespace {space};").Line();
        code.Line(Known.CompilerGenerated);
        code.Line($"internal sealed class Manifest : {Known.CodeGeneration}.GeneratedManifest").Line("{");
        code.Line($"public override void Register({Known.CodeGeneration}.ManifestRegistry registry)").Line("{");
        foreach (SerializableModel model in serializables.OrderBy(model => model.Identifier, StringComparer.Ordinal))
        {
            code.Line(Codec(model));
        }

        foreach (ConverterModel model in converters.OrderBy(model => model.Identifier, StringComparer.Ordinal))
        {
            code.Line(ConverterEmitter.Registration(model));
        }

        foreach (InterfaceModel model in interfaces.OrderBy(model => model.Identifier, StringComparer.Ordinal))
        {
            string proxy = ProxyEmitter.ClassName(model);
            IEnumerable<string> own = model.Methods.Select((method, i) => (method, i)).Where(pair => pair.method.IsOwn).Select(pair => $"{proxy}.Method{pair.i}");
            code.Line($"registry.AddInterface(typeof({model.TypeName}), {CodeWriter.Literal(model.WireName)},");
            code.Line($"    new {Known.CodeGeneration}.GrainMethod[] {{ {string.Join(", ", own)} }},");
            code.Line($"    static (grainId, sender) => new {proxy}(grainId, sender));");
        }

        foreach (GrainClassModel model in classes.OrderBy(model => model.TypeName, StringComparer.Ordinal))
        {
            string types = string.Join(", ", model.Interfaces.Select(name => $"typeof({name})"));
            code.Line($"registry.AddGrainClass(typeof({model.TypeName}), new global::System.Type[] {{ {types} }});");
        }

        return code.Line("}").Line("}").ToString();
    }

    private static string Codec(SerializableModel model)
    {
        string alias = CodeWriter.Literal(model.Alias);
        if (model.Kind == SerializableKind.Enum)
        {
            return $"registry.AddName(typeof({model.OpenTypeOf}), {alias});";
        }

        string codec = CodecEmitter.ClassName(model);
        return model.TypeParameters.Count == 0
            ? $"registry.AddCodec<{model.TypeName}>({alias}, static () => new {codec}());"
            : $"registry.AddGenericCodec(typeof({model.OpenTypeOf}), {alias}, typeof({codec}<{new string(',', model.TypeParameters.Count - 1)}>));";
    }
}
