using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Krewe.Runtime.Tests.Generator;

public sealed class IncrementalTests
{
    private const string Source = """
        [GenerateSerializer] public record A(int X);
        public interface IB : IGrainWithStringKey { Task M(A a); }
        public class B : Grain, IB { public Task M(A a) => Task.CompletedTask; }
        """;

    [Fact]
    public void Run_UnrelatedEdit_WritesNothingAnew()
    {
        GeneratorRun run = GeneratorRun.Of(Source);
        CSharpCompilation edited = GeneratorRun.Compile("// A comment above moves everything.\n" + Source + "\nclass Other { }", "Snippet");
        GeneratorRunResult result = run.Driver.RunGenerators(edited).GetRunResult().Results.Single();
        var outputs = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).ToArray();
        Assert.NotEmpty(result.GeneratedSources);
        Assert.NotEmpty(outputs);
        Assert.DoesNotContain(outputs, output => output.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
    }

    [Fact]
    public void Run_Twice_WritesTheSame()
    {
        Assert.Equal(GeneratorRun.Of(Source).Sources, GeneratorRun.Of(Source).Sources);
    }
}
