using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Krewe.Nvml.Tests.Layout;

/// <summary>Where the fields of a structure really are: each is filled with ones in a structure of zeros, and then looked for.</summary>
internal static class StructureLayout
{
    /// <summary>Such as <c>40: Version@0 Total@8</c>.</summary>
    internal static string Of(Type type)
    {
        var describe = typeof(StructureLayout).GetMethod(nameof(Describe), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (string)describe.MakeGenericMethod(type).Invoke(null, null)!;
    }

    private static string Describe<T>()
        where T : unmanaged
    {
        var fields = typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => (Name: Name(field.Name), Offset: OffsetOf<T>(field)))
            .OrderBy(field => field.Offset);
        return $"{Unsafe.SizeOf<T>()}: {string.Join(' ', fields.Select(field => $"{field.Name}@{field.Offset}"))}";
    }

    private static int OffsetOf<T>(FieldInfo field)
        where T : unmanaged
    {
        object boxed = default(T);
        var ones = typeof(StructureLayout).GetMethod(nameof(Ones), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(field.FieldType);
        field.SetValue(boxed, ones.Invoke(null, null));
        var value = (T)boxed;
        return MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).IndexOfAnyExcept((byte)0);
    }

    private static T Ones<T>()
        where T : unmanaged
    {
        T value = default;
        MemoryMarshal.AsBytes(new Span<T>(ref value)).Fill(typeof(T) == typeof(bool) ? (byte)1 : byte.MaxValue);
        return value;
    }

    /// <summary>Of a property, a parameter or a field alike.</summary>
    private static string Name(string field)
    {
        var name = field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field.TrimStart('_');
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}
