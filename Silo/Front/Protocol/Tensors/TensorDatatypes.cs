using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>The wire names of <see cref="TensorDatatype"/>.</summary>
internal static class TensorDatatypes
{
    internal const string All = "BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BYTES";

    private static readonly string[] Names = All.Split(", ");

    internal static string WireName(this TensorDatatype datatype) => Names[(int)datatype];

    /// <summary>Reads the string token on which the reader stands; null when it names no datatype (names are case-sensitive).</summary>
    internal static TensorDatatype? Read(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i]))
            {
                return (TensorDatatype)i;
            }
        }

        return null;
    }
}
