using Krewe.Specs.Yaml;

namespace Krewe.Specs.Tests.Yaml;

public sealed class SpecWriterTests
{
    [Fact]
    public void Write_AnyValidSpec_ReadsBackEqual()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var spec = new SpecGenerator(seed).Next();
            Assert.Empty(ModelSpecValidator.Validate(spec));

            var text = SpecWriter.Write(spec);
            var result = SpecReader.Read(text, "written.yaml", "/elsewhere");

            Assert.True(result.IsValid, $"seed {seed}: {string.Join('\n', result.Problems)}\n{text}");
            Assert.True(spec == result.Models[0], $"seed {seed}\n{text}");
            Assert.Empty(SpecDiff.Compare(spec, result.Models[0]));
        }
    }

    [Fact]
    public void Write_DefaultsLeftOut_GivesWhatAPersonWouldWrite()
    {
        var spec = new ModelSpec
        {
            Name = "digits",
            Replicas = 2,
            Resources = new ResourceSpec { CpuMillicores = 250 },
            Backend = new BackendSpec { Command = "dotnet", Arguments = ["a.dll", "{port}"], WorkingDirectory = "/srv" },
        };

        Assert.Equal(
            """
            kind: model
            name: digits
            replicas: 2
            resources:
              cpu: 0.25
            backend:
              command: dotnet
              arguments:
                - a.dll
                - "{port}"
              directory: /srv

            """,
            SpecWriter.Write(spec));
    }
}
