namespace Krewe.Silo.Front.Protocol;

/// <summary>The protocol's datatypes of tensor elements.</summary>
internal enum TensorDatatype
{
    Bool,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Int8,
    Int16,
    Int32,
    Int64,
    Fp16,
    Fp32,
    Fp64,
    Bytes,
}
