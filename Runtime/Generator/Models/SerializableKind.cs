namespace Krewe.Runtime.Generator;

internal enum SerializableKind
{
    Class,
    Struct,
    Enum,
}
