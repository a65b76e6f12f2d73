namespace Krewe.Runtime.Generator;

/// <summary>Names that generated code uses.</summary>
internal static class Known
{
    public const string CodeGeneration = "global::Krewe.Runtime.CodeGeneration";
    public const string Serialization = "global::Krewe.Runtime.Serialization";
    public const string Codecs = Serialization + ".Codecs";
    public const string Writer = "ref " + Serialization + ".WireWriter writer";
    public const string Reader = "ref " + Serialization + ".WireReader reader";
    public const string Response = "global::System.Threading.Tasks.ValueTask<global::Orleans.Serialization.Invocation.Response>";
    public const string CompilerGenerated = "[global::System.CodeDom.Compiler.GeneratedCode(\"Krewe.Runtime.Generator\", \"1\")]";

    /// <summary>A namespace of its own for each assembly, so that friends of an assembly do not see two classes of one name.</summary>
    public static string Namespace(string assembly) =>
        "KreweGenerated." + string.Concat(assembly.Select(letter => char.IsLetterOrDigit(letter) ? letter.ToString() : "_")).Insert(0, "_");
}
