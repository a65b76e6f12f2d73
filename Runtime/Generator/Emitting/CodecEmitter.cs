namespace Krewe.Runtime.Generator;

/// <summary>Writes the codec of a type.</summary>
internal static class CodecEmitter
{
    public static string ClassName(SerializableModel model) => "Codec_" + model.Identifier;

    public static string Emit(SerializableModel model, string space)
    {
        string type = model.TypeName;
        CodeWriter code = CodeWriter.Begin();
        code.Line($"namespace {space};").Line();
        code.Line(Known.CompilerGenerated);
        string parameters = model.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", model.TypeParameters)}>";
        code.Line($"internal sealed class {ClassName(model)}{parameters} : {Known.Serialization}.ObjectValueCodec<{type}>{model.Constraints}").Line("{");
        if (model.IsImmutable)
        {
            code.Line("public override bool IsImmutable => true;").Line();
        }

        EmitCreate(code, model);
        EmitWrite(code, model);
        EmitRead(code, model);
        EmitCopy(code, model);
        EmitAccessors(code, model);
        return code.Line("}").ToString();
    }

    private static void EmitCreate(CodeWriter code, SerializableModel model)
    {
        string body = model.Creation switch
        {
            Creation.Default => "default",
            Creation.Constructor => "Construct()",
            Creation.Uninitialized =>
                $"({model.TypeName})global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({model.TypeName}))",
            _ => "throw new global::System.InvalidOperationException(\"The class is abstract.\")",
        };
        code.Line($"protected override {model.TypeName} Create() => {body};").Line();
        if (model.Creation == Creation.Constructor)
        {
            code.Line("[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Constructor)]");
            code.Line($"private static extern {model.TypeName} Construct();").Line();
        }
    }

    private static void EmitWrite(CodeWriter code, SerializableModel model)
    {
        code.Line($"public override void WriteMembers({Known.Writer}, ref {model.TypeName} value)").Line("{");
        if (model.IsException)
        {
            code.Line($"{Known.Serialization}.ExceptionPart.Write(ref writer, value);");
        }
        else if (model.BaseType.Length > 0)
        {
            code.Line($"{model.BaseType} inherited = value;").Line("writer.WriteBase();").Line("writer.BeginObject();");
            code.Line($"BaseCodec<{model.BaseType}>().WriteMembers(ref writer, ref inherited);").Line("writer.EndObject();");
        }

        foreach (MemberModel member in model.Members)
        {
            code.Line($"writer.WriteMember({member.Id}u);");
            code.Line($"{Known.Codecs}.Get<{member.Type}>().Write(ref writer, {Use(model, member, "value")});");
        }

        code.Line("}").Line();
    }

    private static void EmitRead(CodeWriter code, SerializableModel model)
    {
        code.Line($"public override void ReadMembers({Known.Reader}, ref {model.TypeName} value)").Line("{");
        code.Line("while (reader.ReadField(out ulong key))").Line("{").Line("switch (key)").Line("{");
        if (model.IsException)
        {
            code.Line($"case 1ul: {Known.Serialization}.ExceptionPart.Read(ref reader, value); break;");
        }
        else if (model.BaseType.Length > 0)
        {
            code.Line("case 1ul:");
            code.Line($"    {model.BaseType} inherited = value;").Line("    reader.BeginObject();");
            code.Line($"    BaseCodec<{model.BaseType}>().ReadMembers(ref reader, ref inherited);").Line("    break;");
        }

        foreach (MemberModel member in model.Members)
        {
            code.Line($"case {(ulong)member.Id + 2}ul: {Use(model, member, "value")} = {Known.Codecs}.Get<{member.Type}>().Read(ref reader); break;");
        }

        code.Line("default: reader.Skip(); break;").Line("}").Line("}").Line("}").Line();
    }

    private static void EmitCopy(CodeWriter code, SerializableModel model)
    {
        code.Line($"public override void CopyMembers(ref {model.TypeName} source, ref {model.TypeName} target)").Line("{");
        if (model.BaseType.Length > 0)
        {
            code.Line($"{model.BaseType} inheritedSource = source;").Line($"{model.BaseType} inheritedTarget = target;");
            code.Line($"BaseCodec<{model.BaseType}>().CopyMembers(ref inheritedSource, ref inheritedTarget);");
        }

        foreach (MemberModel member in model.Members)
        {
            string value = Use(model, member, "source");
            code.Line($"{Use(model, member, "target")} = {(member.IsImmutable ? value : $"{Known.Codecs}.Get<{member.Type}>().Copy({value})")};");
        }

        code.Line("}").Line();
    }

    private static void EmitAccessors(CodeWriter code, SerializableModel model)
    {
        string by = model.Kind == SerializableKind.Struct ? "ref " : "";
        foreach (MemberModel member in model.Members.Where(member => member.Field.Length > 0))
        {
            code.Line("[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "
                + CodeWriter.Literal(member.Field) + ")]");
            code.Line($"private static extern ref {member.Type} Field{member.Id}({by}{model.TypeName} value);").Line();
        }
    }

    private static string Use(SerializableModel model, MemberModel member, string variable) => member.Field.Length == 0
        ? $"{variable}.@{member.Name}"
        : $"Field{member.Id}({(model.Kind == SerializableKind.Struct ? "ref " : "")}{variable})";
}
