using System.Collections.Immutable;
using Krewe.Models;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Whether a request is one for this model.</summary>
internal static class SignatureCheck
{
    /// <summary>Problems that one message lists at most.</summary>
    private const int MaxListed = 8;

    /// <summary>Compares a request with the model's signature.</summary>
    /// <returns>Null when it fits; else 400 with the code of the first problem and all of them in the message.</returns>
    internal static ProtocolFault? Check(InferenceRequest request, ModelSignature signature)
    {
        List<(string Code, string Text)>? problems = null;
        for (var i = 0; i < request.Inputs.Count; i++)
        {
            if (CheckInput(request.Inputs[i], i, signature) is { } problem)
            {
                (problems ??= []).Add(problem);
            }
        }

        // Names are unique on both sides: without a problem and with equal counts, nothing is missing.
        foreach (var input in problems is null && request.Inputs.Count == signature.Inputs.Length ? [] : signature.Inputs)
        {
            if (!request.Inputs.Any(given => given.Name == input.Name))
            {
                (problems ??= []).Add((
                    ProtocolCodes.MissingInput,
                    $"inputs: {Describe(input)} is missing"));
            }
        }

        for (var i = 0; i < request.Outputs.Count; i++)
        {
            var name = request.Outputs[i].Name;
            if (Find(signature.Outputs, name) is null)
            {
                (problems ??= []).Add((
                    ProtocolCodes.UnknownOutput,
                    $"outputs[{i}]: the model has no output {ProtocolText.Quote(name)}; "
                    + $"its outputs are {Names(signature.Outputs)}"));
            }
        }

        return problems is null ? null : ProtocolFault.BadRequest(problems[0].Code, Join(problems));
    }

    private static (string Code, string Text)? CheckInput(InferenceInput input, int index, ModelSignature signature)
    {
        if (Find(signature.Inputs, input.Name) is not { } expected)
        {
            return (
                ProtocolCodes.UnknownInput,
                $"inputs[{index}]: the model has no input {ProtocolText.Quote(input.Name)}; its inputs are {Names(signature.Inputs)}");
        }

        if (input.Datatype.WireName() != expected.Datatype)
        {
            return (
                ProtocolCodes.DatatypeMismatch,
                $"inputs[{index}].datatype: got {input.Datatype.WireName()}, expected {Describe(expected)}");
        }

        return Accepts(expected.Shape.AsSpan(), input.Shape)
            ? null
            : (
                ProtocolCodes.ShapeMismatch,
                $"inputs[{index}].shape: got {TensorShape.Format([.. input.Shape])}, expected {Describe(expected)}");
    }

    private static TensorSpec? Find(ImmutableArray<TensorSpec> tensors, string name)
    {
        foreach (var tensor in tensors)
        {
            if (tensor.Name == name)
            {
                return tensor;
            }
        }

        return null;
    }

    private static bool Accepts(ReadOnlySpan<long> expected, IReadOnlyList<long> shape)
    {
        if (shape.Count != expected.Length)
        {
            return false;
        }

        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] >= 0 && expected[i] != shape[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string Describe(TensorSpec tensor) =>
        $"{ProtocolText.Quote(tensor.Name)} {tensor.Datatype} {TensorShape.Format(tensor.Shape.AsSpan())}"
        + (tensor.Shape.Contains(-1) ? " (-1 is any size)" : "");

    private static string Names(ImmutableArray<TensorSpec> tensors) =>
        tensors.Length == 0
            ? "none"
            : string.Join(", ", tensors.Take(MaxListed).Select(tensor => ProtocolText.Quote(tensor.Name)))
                + (tensors.Length > MaxListed ? ", …" : "");

    private static string Join(List<(string Code, string Text)> problems)
    {
        var text = string.Join("; ", problems.Take(MaxListed).Select(problem => problem.Text));
        return problems.Count > MaxListed ? $"{text}; and {problems.Count - MaxListed} more." : text + ".";
    }
}
