namespace Krewe.Runtime.Serialization;

/// <summary>What follows on the wire. Three low bits of a value's first byte; the other five hold a small number or zero.</summary>
public enum WireKind
{
    /// <summary>No value.</summary>
    Null = 0,

    /// <summary>An integer: zigzag, in the first byte when below 31, else as base-128 digits after it.</summary>
    Integer = 1,

    /// <summary>Four bytes, little endian.</summary>
    Fixed32 = 2,

    /// <summary>Eight bytes, little endian.</summary>
    Fixed64 = 3,

    /// <summary>A length and so many bytes.</summary>
    Bytes = 4,

    /// <summary>Members: key and value, ended by key 0. Key 1 holds the members of the base class; member id n has key n + 2.</summary>
    Object = 5,

    /// <summary>A count and so many values.</summary>
    Sequence = 6,

    /// <summary>The name of a type and a value of it.</summary>
    Typed = 7,
}
