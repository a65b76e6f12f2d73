using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Digits.Server.Protocol;

/// <summary>The answers that never change, and the form of an error.</summary>
internal static class Documents
{
    /// <summary>GET /v2.</summary>
    public static readonly byte[] Server = """{"name":"krewe-digits","version":"1","extensions":[]}"""u8.ToArray();

    /// <summary>GET /v2/health/live.</summary>
    public static readonly byte[] Live = """{"live":true}"""u8.ToArray();

    /// <summary>GET /v2/health/ready.</summary>
    public static readonly byte[] Ready = """{"ready":true}"""u8.ToArray();

    /// <summary>GET /v2/models/digits/ready.</summary>
    public static readonly byte[] ModelReady = """{"name":"digits","ready":true}"""u8.ToArray();

    /// <summary>GET /v2/models/digits.</summary>
    public static readonly byte[] Model = Encoding.UTF8.GetBytes(
        """{"name":"digits","versions":["1"],"platform":"krewe-digits","inputs":[{"name":"image","datatype":"FP32","shape":[-1,64]}],""" +
        "\"outputs\":[" + """{"name":"label","datatype":"INT64","shape":[-1]},{"name":"scores","datatype":"FP32","shape":[-1,10]}]}""");

    /// <summary>{"error": message}.</summary>
    public static byte[] Error(string message)
    {
        JsonEncodedText text = JsonEncodedText.Encode(message, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return [.. "{\"error\":\""u8, .. text.EncodedUtf8Bytes, .. "\"}"u8];
    }
}
