namespace Krewe.Runtime.Generator;

/// <summary>Writes the proxy of a grain interface, with the call objects of its methods inside.</summary>
internal static class ProxyEmitter
{
    public static string ClassName(InterfaceModel model) => "Proxy_" + model.Identifier;

    public static string Emit(InterfaceModel model, string space)
    {
        string name = ClassName(model);
        CodeWriter code = CodeWriter.Begin();
        code.Line($"namespace {space};").Line();
        code.Line(Known.CompilerGenerated);
        code.Line($"internal sealed class {name} : global::Orleans.Runtime.GrainReference, {model.TypeName}").Line("{");
        code.Line($"public {name}(global::Orleans.Runtime.GrainId grainId, {Known.CodeGeneration}.IGrainCallSender sender)");
        code.Line($"    : base(grainId, global::Orleans.Runtime.GrainInterfaceType.Create({CodeWriter.Literal(model.WireName)}), sender)").Line("{").Line("}").Line();
        if (model.Version != 0)
        {
            code.Line($"public override ushort InterfaceVersion => {model.Version};").Line();
        }

        for (int i = 0; i < model.Methods.Count; i++)
        {
            EmitDescriptor(code, model.Methods[i], i);
            EmitCall(code, model.Methods[i], i);
        }

        for (int i = 0; i < model.Methods.Count; i++)
        {
            RequestEmitter.Emit(code, model.Methods[i], i, model.IsExtension);
        }

        return code.Line("}").ToString();
    }

    private static void EmitDescriptor(CodeWriter code, MethodModel method, int index)
    {
        string types = string.Join(", ", method.Parameters.Select(parameter => $"typeof({parameter.TypeOf})"));
        bool isSequence = method.Returns == ReturnKind.AsyncEnumerable;
        string kind = method.ResultType.Length == 0 ? "VoidGrainMethod" : $"{(isSequence ? "EnumerableGrainMethod" : "GrainMethod")}<{method.ResultType}>";
        code.Line($"public static readonly {Known.CodeGeneration}.GrainMethod Method{index} = new {Known.CodeGeneration}.{kind}(");
        code.Line($"    typeof({method.DeclaringType}),");
        code.Line($"    {CodeWriter.Literal(method.InterfaceName)},");
        code.Line($"    {CodeWriter.Literal(method.Name)},");
        code.Line($"    {CodeWriter.Literal(method.WireName)},");
        code.Line($"    ({Known.CodeGeneration}.GrainMethodOptions){method.Options},");
        code.Line(method.TimeoutTicks is { } ticks ? $"    new global::System.TimeSpan({ticks}L)," : "    null,");
        code.Line($"    new global::System.Type[] {{ {types} }},");
        if (method.ResultType.Length > 0 && !isSequence)
        {
            code.Line(method.ImmutableResult ? "    true," : "    false,");
        }

        code.Line($"    static () => new Call{index}());").Line();
    }

    private static void EmitCall(CodeWriter code, MethodModel method, int index)
    {
        string parameters = string.Join(", ", method.Parameters.Select((parameter, i) => $"{parameter.Type} arg{i}"));
        string fields = string.Join(", ", method.Parameters.Select((parameter, i) => parameter.IsToken ? $"CancellationToken = arg{i}" : $"arg{i} = arg{i}"));
        string request = $"new Call{index}() {{ {fields} }}";
        (string type, string body) = method.Returns switch
        {
            ReturnKind.Void => ("void", $"_ = InvokeVoidAsync({request})"),
            ReturnKind.Task => ("global::System.Threading.Tasks.Task", $"InvokeVoidAsync({request})"),
            ReturnKind.TaskOfResult => ($"global::System.Threading.Tasks.Task<{method.ResultType}>", $"InvokeAsync<{method.ResultType}>({request})"),
            ReturnKind.AsyncEnumerable =>
                ($"global::System.Collections.Generic.IAsyncEnumerable<{method.ResultType}>", $"InvokeEnumerable<{method.ResultType}>({request})"),
            ReturnKind.ValueTask => ("global::System.Threading.Tasks.ValueTask", $"new(InvokeVoidAsync({request}))"),
            _ => ($"global::System.Threading.Tasks.ValueTask<{method.ResultType}>", $"new(InvokeAsync<{method.ResultType}>({request}))"),
        };
        code.Line($"{type} {method.DeclaringType}.@{method.Name}({parameters}) => {body};").Line();
    }
}
