using Orleans.Serialization;

namespace Krewe.Runtime.Serialization;

/// <summary>The texts of the errors that are raised in several places.</summary>
internal static class SerializationErrors
{
    public static SerializerException TooDeep(string done) => new(
        $"KRW7102: The value cannot be {done}: it nests deeper than {WireLimits.MaxDepth} levels. Values are trees; this one is a cycle, or a chain that should be a list.");

    public static CodecNotFoundException NoCodec(Type type) => new(
        $"KRW7103: No serializer for {type}. Mark the type with [GenerateSerializer] and its members with [Id(n)], in an assembly that is built with the source generator.");

    public static CodecNotFoundException NoName(Type type) => new(
        $"KRW7104: {type} has no stable name, which a value needs where its type is not declared (object, interface, base class). Mark it with [GenerateSerializer] and [Alias(\"name\")].");

    public static SerializerException Comparer(Type type) => new(
        $"KRW7105: {type} with a comparer that cannot be written. Use the default one, StringComparer.Ordinal or StringComparer.OrdinalIgnoreCase.");
}
