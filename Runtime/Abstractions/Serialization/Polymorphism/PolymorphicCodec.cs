using System.Reflection;

namespace Krewe.Runtime.Serialization;

/// <summary>
/// Members declared as object, interface or abstract class. Where the declared interface already says the type arguments, the name of
/// a collection is written without them: a <c>List&lt;T&gt;</c> in an <c>IReadOnlyList&lt;T&gt;</c> is "list" and a sequence.
/// </summary>
internal sealed class PolymorphicCodec<T> : ValueCodec<T>
{
    private static readonly Type[] Arguments = typeof(T).IsInterface ? typeof(T).GetGenericArguments() : [];

    public override void Write(ref WireWriter writer, T value)
    {
        object? boxed = ReadOnlyLists.Normalize(value);
        if (boxed is not null && CollectionName(boxed.GetType()) is { } name)
        {
            writer.BeginTyped(name);
            Codecs.Get(boxed.GetType()).WriteBoxed(ref writer, boxed);
            writer.EndTyped();
        }
        else
        {
            ObjectCodec.Write(ref writer, boxed);
        }
    }

    public override T Read(ref WireReader reader)
    {
        if (reader.TryReadNull())
        {
            return default!;
        }

        string name = reader.BeginTyped();
        object? value = CollectionType(name) is { } collection
            ? Codecs.Get(collection).ReadBoxed(ref reader)
            : ObjectCodec.ReadValue(ref reader, name);
        reader.EndTyped();
        return value is T typed ? typed : throw reader.Malformed($"a value of {value?.GetType()} where {typeof(T)} is expected");
    }

    public override T Copy(T value) => (T)ObjectCodec.Copy(ReadOnlyLists.Normalize(value))!;

    private static string? CollectionName(Type type)
    {
        if (Arguments.Length == 1 && type.IsSZArray && type.GetElementType() == Arguments[0])
        {
            return "array";
        }

        return Arguments.Length > 0 && type.IsConstructedGenericType && type.GetGenericArguments().AsSpan().SequenceEqual(Arguments)
            ? TypeNames.FormatDefinition(type.GetGenericTypeDefinition())
            : null;
    }

    private static Type? CollectionType(string name)
    {
        if (Arguments.Length == 1 && name == "array")
        {
            return Arguments[0].MakeArrayType();
        }

        if (Arguments.Length == 0 || TypeNames.ResolveDefinition(name) is not { } definition
            || definition.GetTypeInfo().GenericTypeParameters.Length != Arguments.Length)
        {
            return null;
        }

        try
        {
            Type type = definition.MakeGenericType(Arguments);
            return typeof(T).IsAssignableFrom(type) ? type : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
