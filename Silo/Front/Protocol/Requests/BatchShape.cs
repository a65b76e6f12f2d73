using System.Globalization;
using System.Text;

namespace Krewe.Silo.Front.Protocol;

/// <summary>What requests must agree in to be executed together: everything but the first dimension and the elements.</summary>
internal static class BatchShape
{
    /// <summary>The first dimension that all inputs have; null when there is none.</summary>
    public static int? RowsOf(InferenceRequest request)
    {
        var rows = request.Inputs[0].Shape.Count > 0 ? request.Inputs[0].Shape[0] : 0;
        if (rows is <= 0 or > int.MaxValue)
        {
            return null;
        }

        foreach (var input in request.Inputs)
        {
            if (input.Shape.Count == 0 || input.Shape[0] != rows)
            {
                return null;
            }
        }

        return (int)rows;
    }

    /// <summary>A short name of the shape, equal for requests that agree; two that do not may share it, so whoever puts them together looks again.</summary>
    public static string NameOf(InferenceRequest request)
    {
        var text = new StringBuilder();
        foreach (var input in request.Inputs)
        {
            text.Append(input.Name).Append(':').Append(input.Datatype.WireName());
            for (var at = 1; at < input.Shape.Count; at++)
            {
                text.Append(CultureInfo.InvariantCulture, $",{input.Shape[at]}");
            }

            text.Append(IsNested(input) ? "n;" : ";");
            Append(text, input.Parameters);
        }

        Append(text.Append('|'), request.Parameters.Forwarded);
        foreach (var output in request.Outputs)
        {
            Append(text.Append('>').Append(output.Name), output.Parameters);
        }

        return text.Length <= 64 ? text.ToString() : Digest(text);
    }

    /// <summary>Whether two requests agree.</summary>
    public static bool Agree(InferenceRequest one, InferenceRequest other)
    {
        if (one.Inputs.Count != other.Inputs.Count || one.Outputs.Count != other.Outputs.Count || !Agree(one.Parameters.Forwarded, other.Parameters.Forwarded))
        {
            return false;
        }

        for (var at = 0; at < one.Inputs.Count; at++)
        {
            var (mine, its) = (one.Inputs[at], other.Inputs[at]);
            if (mine.Name != its.Name || mine.Datatype != its.Datatype || !mine.Shape.Skip(1).SequenceEqual(its.Shape.Skip(1))
                || IsNested(mine) != IsNested(its) || !Agree(mine.Parameters, its.Parameters))
            {
                return false;
            }
        }

        for (var at = 0; at < one.Outputs.Count; at++)
        {
            if (one.Outputs[at].Name != other.Outputs[at].Name || !Agree(one.Outputs[at].Parameters, other.Outputs[at].Parameters))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNested(InferenceInput input) => input.Shape.Count > 1 && input.Data.Span[1..].TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    private static bool Agree(IReadOnlyList<RawParameter> mine, IReadOnlyList<RawParameter> its)
    {
        if (mine.Count != its.Count)
        {
            return false;
        }

        for (var at = 0; at < mine.Count; at++)
        {
            if (mine[at].Name != its[at].Name || !mine[at].Value.Span.SequenceEqual(its[at].Value.Span))
            {
                return false;
            }
        }

        return true;
    }

    private static void Append(StringBuilder text, IReadOnlyList<RawParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            text.Append(parameter.Name).Append('=').Append(Encoding.UTF8.GetString(parameter.Value.Span)).Append('&');
        }
    }

    /// <summary>FNV-1a (Fowler, Noll, Vo), 64 bits.</summary>
    private static string Digest(StringBuilder text)
    {
        const ulong Offset = 14_695_981_039_346_656_037, Prime = 1_099_511_628_211;
        var hash = Offset;
        foreach (var chunk in text.GetChunks())
        {
            foreach (var character in chunk.Span)
            {
                hash = (hash ^ character) * Prime;
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
