namespace Krewe.Runtime.Generator;

/// <summary>Writes the call object of a method: its arguments as fields.</summary>
internal static class RequestEmitter
{
    public static void Emit(CodeWriter code, MethodModel method, int index, bool isExtension)
    {
        (ParameterModel Parameter, int Position)[] arguments =
            [.. method.Parameters.Select((parameter, i) => (parameter, i)).Where(pair => !pair.parameter.IsToken)];
        bool cancellable = method.Parameters.Any(parameter => parameter.IsToken);
        string lookUp = isExtension ? "GetComponent" : "GetTarget";

        code.Line($"internal sealed class Call{index} : {Known.CodeGeneration}.GrainRequest").Line("{");
        foreach ((ParameterModel parameter, int i) in arguments)
        {
            code.Line($"public {parameter.Type} arg{i} = default!;");
        }

        code.Line($"private {method.DeclaringType}? _target;").Line();
        code.Line($"public override {Known.CodeGeneration}.GrainMethod Method => Method{index};").Line();
        code.Line($"public override bool IsCancellable => {(cancellable ? "true" : "false")};").Line();
        code.Line("public override object? GetTarget() => _target;").Line();
        code.Line("public override void SetTarget(global::Orleans.Serialization.Invocation.ITargetHolder holder) =>");
        code.Line($"    _target = holder.{lookUp}<{method.DeclaringType}>();").Line();
        EmitInvoke(code, method);
        EmitArguments(code, arguments);
        EmitWire(code, arguments);
        EmitCopy(code, arguments, index);
        code.Line("}").Line();
    }

    private static void EmitInvoke(CodeWriter code, MethodModel method)
    {
        string arguments = string.Join(", ", method.Parameters.Select((parameter, i) => parameter.IsToken ? "CancellationToken" : $"arg{i}"));
        string call = $"_target.@{method.Name}({arguments})";
        code.Line($"public override {Known.Response} Invoke()").Line("{");
        code.Line("if (_target is null)").Line("{").Line("return NoTarget();").Line("}").Line();
        code.Line("try").Line("{");
        if (method.Returns == ReturnKind.Void)
        {
            code.Line(call + ";").Line("return Complete(global::System.Threading.Tasks.Task.CompletedTask);");
        }
        else
        {
            code.Line($"return Complete({call}{(method.Returns is ReturnKind.ValueTask or ReturnKind.ValueTaskOfResult ? ".AsTask()" : "")});");
        }

        code.Line("}").Line("catch (global::System.Exception exception)").Line("{");
        code.Line($"return new {Known.Response}(global::Orleans.Serialization.Invocation.Response.FromException(exception));");
        code.Line("}").Line("}").Line();
    }

    private static void EmitArguments(CodeWriter code, (ParameterModel Parameter, int Position)[] arguments)
    {
        code.Line($"public override int GetArgumentCount() => {arguments.Length};").Line();
        code.Line("public override object? GetArgument(int index)").Line("{").Line("switch (index)").Line("{");
        for (int i = 0; i < arguments.Length; i++)
        {
            code.Line($"case {i}: return arg{arguments[i].Position};");
        }

        code.Line("default: throw NoArgument(index);").Line("}").Line("}").Line();
        code.Line("public override void SetArgument(int index, object value)").Line("{").Line("switch (index)").Line("{");
        for (int i = 0; i < arguments.Length; i++)
        {
            code.Line($"case {i}: arg{arguments[i].Position} = ({arguments[i].Parameter.Type})value; break;");
        }

        code.Line("default: throw NoArgument(index);").Line("}").Line("}").Line();
    }

    private static void EmitWire(CodeWriter code, (ParameterModel Parameter, int Position)[] arguments)
    {
        code.Line($"public override void WriteArguments({Known.Writer})").Line("{").Line("writer.BeginObject();");
        foreach ((ParameterModel parameter, int i) in arguments)
        {
            code.Line($"writer.WriteMember({parameter.Id}u);");
            code.Line($"{Known.Codecs}.Get<{parameter.Type}>().Write(ref writer, arg{i});");
        }

        code.Line("writer.EndObject();").Line("}").Line();
        code.Line($"public override void ReadArguments({Known.Reader})").Line("{").Line("reader.BeginObject();");
        code.Line("while (reader.ReadField(out ulong key))").Line("{").Line("switch (key)").Line("{");
        foreach ((ParameterModel parameter, int i) in arguments)
        {
            code.Line($"case {(ulong)parameter.Id + 2}ul: arg{i} = {Known.Codecs}.Get<{parameter.Type}>().Read(ref reader); break;");
        }

        code.Line("default: reader.Skip(); break;").Line("}").Line("}").Line("}").Line();
    }

    private static void EmitCopy(CodeWriter code, (ParameterModel Parameter, int Position)[] arguments, int index)
    {
        code.Line($"public override {Known.CodeGeneration}.GrainRequest Copy() => new Call{index}()").Line("{");
        foreach ((ParameterModel parameter, int i) in arguments)
        {
            code.Line(parameter.IsImmutable ? $"arg{i} = arg{i}," : $"arg{i} = {Known.Codecs}.Get<{parameter.Type}>().Copy(arg{i}),");
        }

        code.Line("};");
    }
}
