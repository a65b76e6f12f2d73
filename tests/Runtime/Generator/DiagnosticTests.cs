using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Tests.Generator;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("KRWGEN001", "public interface IA : IGrainWithStringKey { Task M(); } public class A : Grain, IA { [AlwaysInterleave] public Task M() => Task.CompletedTask; }", "M")]
    [InlineData("KRWGEN002", "public interface IA : IGrainWithStringKey { Task M(ref int count); }", "count")]
    [InlineData("KRWGEN002", "public interface IA : IGrainWithStringKey { Task M(in int count); }", "count")]
    [InlineData("KRWGEN002", "public interface IA : IGrainWithStringKey { Task M(out int count); }", "count")]
    [InlineData("KRWGEN003", "[GenerateSerializer] public class A { public int Value { get; set; } }", "Value")]
    [InlineData("KRWGEN003", "[GenerateSerializer] public class A { public int Value; }", "Value")]
    [InlineData("KRWGEN003", "[GenerateSerializer] public record A(int X) { public int Value { get; init; } }", "Value")]
    [InlineData("KRWGEN004", "public interface IA : IGrainWithStringKey { int Value { get; } }", "Value")]
    [InlineData("KRWGEN004", "public interface IA : IGrainWithStringKey { event Action Value; }", "Value")]
    [InlineData("KRWGEN005", "public interface IA : IGrainWithStringKey { int M(); }", "M")]
    [InlineData("KRWGEN007", "[GenerateSerializer, Alias(\"x\")] public class A; [GenerateSerializer, Alias(\"x\")] public class B;", "B")]
    [InlineData("KRWGEN007", "[Alias(\"x\")] public interface IA : IGrainWithStringKey; [Alias(\"x\")] public interface IB : IGrainWithStringKey;", "IB")]
    [InlineData("KRWGEN007", "public interface IA : IGrainWithStringKey { [Alias(\"x\")] Task M(); [Alias(\"x\")] Task N(); }", "N")]
    [InlineData("KRWGEN008", "[GenerateSerializer] public class A { [Id(0)] public int X; [Id(0)] public int Y; }", "Y")]
    [InlineData("KRWGEN009", "public interface IA : IGrainWithStringKey { Task M(CancellationToken a, CancellationToken b); }", "M")]
    [InlineData("KRWGEN009", "public interface IA : IGrainWithStringKey { Task M(CancellationToken a, int b); }", "M")]
    [InlineData("KRWGEN010", "public interface IA : IGrainWithStringKey { Task M(); Task M(int x); }", "M")]
    [InlineData("KRWGEN011", "[GenerateSerializer] public abstract class A { [Id(0)] public abstract int X { get; set; } }", "X")]
    [InlineData("KRWGEN012", "public interface IA : IGrainWithStringKey { Task M<T>(T x); }", "M")]
    [InlineData("KRWGEN013", "public class Outer { [GenerateSerializer] private class A; }", "A")]
    [InlineData("KRWGEN013", "public class Outer { private interface IA : IGrainWithStringKey; }", "IA")]
    [InlineData("KRWGEN013", "public class Outer { private class A : Grain, IGrainWithStringKey; }", "A")]
    [InlineData("KRWGEN014", "public class B { public int X; } [GenerateSerializer] public class A : B;", "A")]
    [InlineData("KRWGEN014", "[GenerateSerializer] public class A : List<int>;", "A")]
    [InlineData("KRWGEN015", "[GenerateSerializer] public class A { [Id(0)] public int X => 1; }", "X")]
    [InlineData("KRWGEN016", "public interface IA : IGrainWithStringKey { [OneWay] Task<int> M(); }", "M")]
    [InlineData("KRWGEN016", "public interface IA : IGrainWithStringKey { [OneWay] IAsyncEnumerable<int> M(); }", "M")]
    [InlineData("KRWGEN017", "public interface IA : IGrainWithStringKey { [ResponseTimeout(\"soon\")] Task M(); }", "M")]
    [InlineData("KRWGEN018", "[RegisterConverter] public class A;", "A")]
    [InlineData("KRWGEN018", "public struct S; [RegisterConverter] public class A : IConverter<Uri, S> { public Uri ConvertFromSurrogate(in S s) => null!; public S ConvertToSurrogate(in Uri v) => default; }", "A")]
    [InlineData("KRWGEN018", "[GenerateSerializer] public struct S; [RegisterConverter] public class A<T> : IConverter<Uri, S> { public Uri ConvertFromSurrogate(in S s) => null!; public S ConvertToSurrogate(in Uri v) => default; }", "A")]
    public void Run_Mistake_IsAnErrorAtItsPlace(string id, string source, string place)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal((id, DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal("Snippet.cs", diagnostic.Location.GetLineSpan().Path);
        string text = GeneratorRun.Compile(source, "Same").SyntaxTrees[0].ToString();
        Assert.Equal(place, text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("public interface IA { int Value { get; } int M(ref int x); }")]
    [InlineData("[GenerateSerializer] public class A { [NonSerialized] public int X; public int Sum => X; public static int S; public const int C = 1; }")]
    [InlineData("[GenerateSerializer] public record A(int X) { [Id(0)] public int Y { get; init; } }")]
    [InlineData("[GenerateSerializer] public class B { [Id(0)] public int X; } [GenerateSerializer] public class A : B { [Id(0)] public int Y; }")]
    [InlineData("public interface IA : IGrainWithStringKey { Task M(); [Alias(\"M2\")] Task M(int x); }")]
    [InlineData("public class Outer { internal interface IA : IGrainObserver { void M(string? text); } }")]
    [InlineData("public class B; [GenerateSerializer] public class A : B;")]
    [InlineData("public interface IGeneric<T> : IGrainWithStringKey { Task<T> Get(); } public interface IA : IGeneric<List<string?>> { Task Set(); }")]
    [InlineData("public interface IPlain { Task Plain(); } public interface IA : IGrainWithStringKey, IPlain; public class A : Grain, IA { public Task Plain() => Task.CompletedTask; }")]
    [InlineData("public interface IA : IGrainWithStringKey { IAsyncEnumerable<List<string?>> M(int count, CancellationToken token = default); } public interface IB : IA;")]
    [InlineData("public partial interface IA : IGrainWithStringKey { Task M(); } public partial interface IA : IGrainWithStringKey { Task N(); }")]
    [InlineData("public interface IA : IGrainWithStringKey { Task @class(int @event, (int a, string? b) t, params string[] rest); ValueTask<(int x, List<string?>? y)> V(int? n = 1); }")]
    [InlineData("[GenerateSerializer] public class G<T, U> where T : class, new() where U : struct, IComparable<U> { [Id(0)] public T? X; [Id(1)] public U Y { get; private set; } [GenerateSerializer] internal sealed record N<V>(T A, V B) where V : notnull; }")]
    [InlineData("[GenerateSerializer] public class A { [Id(0)] public required string X { get; init; } private A() { } public static A Make() => new() { X = \"\" }; }")]
    [InlineData("[GenerateSerializer] public class E(string m) : Exception(m) { [Id(0)] public int Code { get; } }")]
    public void Run_ValidSource_CompilesWithoutWarnings(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerMessages);
    }
}
