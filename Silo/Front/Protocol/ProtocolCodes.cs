using Krewe.Errors;

namespace Krewe.Silo.Front.Protocol;

/// <summary>The stable codes of faults of the wire protocol: 1xxx is the client's to mend, 4xxx the model server's.</summary>
internal static class ProtocolCodes
{
    /// <summary>The body is not JSON as RFC 8259 has it, or not UTF-8.</summary>
    internal const string MalformedJson = "KRW1001";

    /// <summary>Objects and arrays are nested deeper than the limit.</summary>
    internal const string NestedTooDeep = "KRW1002";

    /// <summary>A member has another JSON type than the protocol gives it.</summary>
    internal const string WrongJsonType = "KRW1003";

    /// <summary>A member that the protocol requires is absent.</summary>
    internal const string MissingMember = "KRW1004";

    /// <summary>A member or parameter stands twice in one object.</summary>
    internal const string DuplicateMember = "KRW1005";

    /// <summary>A name or id is empty or too long.</summary>
    internal const string InvalidName = "KRW1006";

    /// <summary>Two inputs, or two requested outputs, have one name.</summary>
    internal const string DuplicateTensor = "KRW1007";

    /// <summary>The datatype is none of the protocol's thirteen.</summary>
    internal const string UnknownDatatype = "KRW1008";

    /// <summary>A dimension is negative or no integer, or there are too many of them.</summary>
    internal const string InvalidShape = "KRW1009";

    /// <summary>The product of the dimensions does not fit 64 bits.</summary>
    internal const string ShapeOverflow = "KRW1010";

    /// <summary>The number of elements in <c>data</c> is not the product of the shape.</summary>
    internal const string ElementCount = "KRW1011";

    /// <summary>Nested <c>data</c> is not nested as the shape says.</summary>
    internal const string DataNesting = "KRW1012";

    /// <summary>An element has a JSON type that its datatype does not take.</summary>
    internal const string ElementType = "KRW1013";

    /// <summary>A number is outside of its datatype's range.</summary>
    internal const string ElementRange = "KRW1014";

    /// <summary>There are no inputs, or more than the limit.</summary>
    internal const string InputCount = "KRW1015";

    /// <summary>More outputs are asked for than the limit.</summary>
    internal const string OutputCount = "KRW1016";

    /// <summary>The tensors of one request have more elements than the limit.</summary>
    internal const string TooManyElements = "KRW1017";

    /// <summary>A parameter that Krewe reads has a value outside of its range.</summary>
    internal const string InvalidParameter = "KRW1018";

    /// <summary>The parameters <c>priority</c> and <c>class</c> contradict each other.</summary>
    internal const string ConflictingParameters = "KRW1019";

    /// <summary>One parameters object has more members than the limit.</summary>
    internal const string TooManyParameters = "KRW1020";

    /// <summary>Tensors outside of the JSON: the binary or the shared-memory extension.</summary>
    internal const string ExtensionNotSupported = "KRW1021";

    /// <summary>An input of the model is absent from the request.</summary>
    internal const string MissingInput = "KRW1030";

    /// <summary>The model has no input of this name.</summary>
    internal const string UnknownInput = "KRW1031";

    /// <summary>The input's datatype is not the model's.</summary>
    internal const string DatatypeMismatch = "KRW1032";

    /// <summary>The input's shape does not fit the model's.</summary>
    internal const string ShapeMismatch = "KRW1033";

    /// <summary>The model has no output of this name.</summary>
    internal const string UnknownOutput = "KRW1034";

    /// <summary>A model server's answer to an inference is not what the protocol says.</summary>
    internal const string BackendAnswer = ErrorCodes.BackendMalformed;

    /// <summary>A model server's metadata is not what the protocol says.</summary>
    internal const string BackendMetadata = "KRW4101";

    /// <summary>A model server's answer lacks an output that was asked for.</summary>
    internal const string BackendOutputMissing = "KRW4102";
}
