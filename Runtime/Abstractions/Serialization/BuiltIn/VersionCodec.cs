namespace Krewe.Runtime.Serialization;

internal sealed class VersionCodec : ValueCodec<Version?>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, Version? value)
    {
        writer.WriteString(value?.ToString());
    }

    public override Version? Read(ref WireReader reader)
    {
        if (reader.ReadString() is not { } text)
        {
            return null;
        }

        return Version.TryParse(text, out Version? version) ? version : throw reader.Malformed("text that is no version");
    }

    public override Version? Copy(Version? value) => value;
}
