namespace Krewe.Runtime.Generator;

/// <summary>Writes the codec of a foreign type that has a converter.</summary>
internal static class ConverterEmitter
{
    public static string ClassName(ConverterModel model) => "Converted_" + model.Identifier;

    public static string Emit(ConverterModel model, string space)
    {
        CodeWriter code = CodeWriter.Begin();
        code.Line($"namespace {space};").Line();
        code.Line(Known.CompilerGenerated);
        string parameters = model.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", model.TypeParameters)}>";
        code.Line($"internal sealed class {ClassName(model)}{parameters} : {Known.Serialization}.ConverterCodec<{model.ValueName}, {model.SurrogateName}>{model.Constraints}").Line("{");
        code.Line($"private static readonly {model.ConverterName} Converter = new {model.ConverterName}();").Line();
        string populate = model.Populates ? ", ((global::Orleans.IPopulator<" + $"{model.ValueName}, {model.SurrogateName}>)Converter).Populate" : "";
        code.Line($"public {ClassName(model)}() : base(Converter{populate})").Line("{").Line("}");
        return code.Line("}").ToString();
    }

    /// <summary>The line that makes it known.</summary>
    public static string Registration(ConverterModel model)
    {
        string alias = CodeWriter.Literal(model.Alias);
        return model.TypeParameters.Count == 0
            ? $"registry.AddCodec<{model.ValueName}>({alias}, static () => new {ClassName(model)}());"
            : $"registry.AddGenericCodec(typeof({model.OpenValue}), {alias}, typeof({ClassName(model)}<{new string(',', model.TypeParameters.Count - 1)}>));";
    }
}
