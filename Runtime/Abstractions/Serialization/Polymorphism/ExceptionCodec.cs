using Krewe.Runtime.CodeGeneration;
using Orleans.Serialization;

namespace Krewe.Runtime.Serialization;

/// <summary>Exceptions where no type is declared: the type's name, marked as that of an exception, and the parts.</summary>
internal static class ExceptionCodec
{
    private const string Prefix = "exception:";

    public static bool IsName(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    public static void Write(ref WireWriter writer, Exception exception)
    {
        Type type = exception.GetType();
        if (ManifestRegistry.Instance.FindName(type) is { } alias)
        {
            writer.BeginTyped(Prefix + alias);
            Codecs.Get(type).WriteBoxed(ref writer, exception);
        }
        else
        {
            // One that was not known where it came from goes on under its original name.
            string? original = (exception as UnavailableExceptionFallbackException)?.ExceptionType;
            writer.BeginTyped(Prefix + (original ?? type.FullName ?? type.Name));
            writer.BeginObject();
            ExceptionPart.WriteMembers(ref writer, exception);
            writer.EndObject();
        }

        writer.EndTyped();
    }

    public static Exception Read(ref WireReader reader, string prefixed)
    {
        string name = prefixed[Prefix.Length..];
        if (ManifestRegistry.Instance.FindType(name) is { } generated && typeof(Exception).IsAssignableFrom(generated))
        {
            return Codecs.Get(generated).ReadBoxed(ref reader) as Exception ?? throw reader.Malformed("null where an exception is expected");
        }

        Exception exception = KnownExceptions.Create(name) ?? new UnavailableExceptionFallbackException { ExceptionType = name };
        reader.BeginObject();
        ReadParts(ref reader, exception);
        return exception;
    }

    /// <summary>
    /// Own exceptions nest their parts as the base class of the base class: for an unknown type they are looked for in there.
    /// </summary>
    private static void ReadParts(ref WireReader reader, Exception exception)
    {
        while (reader.ReadField(out ulong key))
        {
            if (key == 1 && reader.PeekKind() == WireKind.Object)
            {
                reader.BeginObject();
                ReadParts(ref reader, exception);
            }
            else
            {
                ExceptionPart.ReadMember(ref reader, exception, key);
            }
        }
    }
}
