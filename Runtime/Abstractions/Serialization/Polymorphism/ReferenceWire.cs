using Krewe.Runtime.CodeGeneration;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

/// <summary>The form of grain references: grain type, key, name of the interface.</summary>
internal static class ReferenceWire
{
    /// <summary>The name under which references travel where no type is declared.</summary>
    public const string TypeName = "grain";

    public static void Write(ref WireWriter writer, GrainReference reference)
    {
        writer.BeginSequence(3);
        writer.WriteBytes(reference.GrainId.Type.AsSpan());
        writer.WriteBytes(reference.GrainId.Key.AsSpan());
        writer.WriteString(reference.InterfaceType.ToString());
        writer.EndSequence();
    }

    public static GrainReference Read(ref WireReader reader, Type expected)
    {
        reader.BeginSequence(3);
        GrainType type = new(reader.ReadBytes().ToArray());
        IdSpan key = new(reader.ReadBytes().ToArray());
        string name = reader.ReadText();
        reader.EndSequence();
        if (reader.References is not { } sender)
        {
            throw reader.Malformed("a grain reference where none can be made");
        }

        // The reference keeps the interface that it was written with, unless only the declared one is known here.
        GrainInterfaceEntry? entry = ManifestRegistry.Instance.FindInterface(name);
        entry = entry is not null && expected.IsAssignableFrom(entry.InterfaceType) ? entry : ManifestRegistry.Instance.FindInterface(expected);
        return entry is null
            ? throw reader.Malformed($"a reference under the interface \"{name}\", which is not known in this process as {expected}")
            : sender.CreateReference(new GrainId(type, key), entry.InterfaceType);
    }

    /// <summary>The reference that stands for a value outside its grain.</summary>
    /// <exception cref="NotSupportedException">The value is neither a reference nor a grain.</exception>
    public static GrainReference ToReference(object value) => value switch
    {
        GrainReference reference => reference,
        IGrainBase grain => grain.GrainContext.GrainReference,
        _ => throw new NotSupportedException(
            $"KRW7106: {value.GetType()} is neither a grain nor a reference. Make a reference of an observer with IGrainFactory.CreateObjectReference first."),
    };

    /// <summary>The same grain as that interface.</summary>
    public static GrainReference As(this GrainReference reference, Type interfaceType) =>
        interfaceType.IsInstanceOfType(reference) ? reference : reference.Sender.CreateReference(reference.GrainId, interfaceType);
}
