using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

internal sealed class SiloAddressCodec : ValueCodec<SiloAddress?>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, SiloAddress? value) =>
        writer.WriteString(value?.ToParsableString());

    public override SiloAddress? Read(ref WireReader reader)
    {
        if (reader.ReadString() is not { } text)
        {
            return null;
        }

        return SiloAddress.TryParse(text, null, out SiloAddress? address) ? address : throw reader.Malformed("text that is no silo address");
    }

    public override SiloAddress? Copy(SiloAddress? value) => value;
}
