namespace Krewe.Runtime.Serialization;

internal sealed class UriCodec : ValueCodec<Uri?>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, Uri? value)
    {
        writer.WriteString(value?.OriginalString);
    }

    public override Uri? Read(ref WireReader reader)
    {
        if (reader.ReadString() is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? uri) ? uri : throw reader.Malformed("text that is no URI");
    }

    public override Uri? Copy(Uri? value) => value;
}
