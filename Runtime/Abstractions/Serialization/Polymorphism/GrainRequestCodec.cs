using Krewe.Runtime.CodeGeneration;

namespace Krewe.Runtime.Serialization;

/// <summary>Calls as arguments of other calls: the names of interface and method, then the arguments.</summary>
internal sealed class GrainRequestCodec : ValueCodec<GrainRequest>
{
    public override bool IsImmutable => false;

    public override void Write(ref WireWriter writer, GrainRequest value)
    {
        writer.BeginSequence(3);
        writer.WriteString(value.Method.InterfaceName);
        writer.WriteString(value.Method.WireName);
        value.WriteArguments(ref writer);
        writer.EndSequence();
    }

    public override GrainRequest Read(ref WireReader reader)
    {
        if (reader.BeginSequence() != 3)
        {
            throw reader.Malformed("a call without its three parts");
        }

        var (interfaceName, methodName) = (reader.ReadText(), reader.ReadText());
        var request = (ManifestRegistry.Instance.FindMethod(interfaceName, methodName)
            ?? throw reader.Malformed($"the grain method {interfaceName}/{methodName}, which is not known in this process")).Create();
        request.ReadArguments(ref reader);
        reader.EndSequence();
        return request;
    }

    public override GrainRequest Copy(GrainRequest value) => value.Copy();
}
