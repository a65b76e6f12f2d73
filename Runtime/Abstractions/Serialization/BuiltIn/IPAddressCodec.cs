using System.Net;

namespace Krewe.Runtime.Serialization;

internal sealed class IPAddressCodec : ValueCodec<IPAddress?>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, IPAddress? value) => writer.WriteString(value?.ToString());

    public override IPAddress? Read(ref WireReader reader)
    {
        if (reader.ReadString() is not { } text)
        {
            return null;
        }

        return IPAddress.TryParse(text, out IPAddress? address) ? address : throw reader.Malformed("text that is no IP address");
    }

    public override IPAddress? Copy(IPAddress? value) => value;
}
