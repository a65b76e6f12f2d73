using System.Collections.Immutable;
using Krewe.Specs.Yaml;

namespace Krewe.Specs.Tests.Yaml;

public sealed class SpecReaderTests
{
    private const string Everything = """
        kind: model
        name: digits
        tenant: acme
        version: 1.0
        region: eu-west
        pool: gpus
        replicas: 3
        class: critical
        timeout: 250ms
        idempotent: false
        concurrency: 16
        queue:
          max_requests: 20
          max_bytes: 64KiB
          ageing_bound: 2m
          shards: 4
          weights: { acme: 3, other: 1 }
        resources:
          cpu: 0.25
          memory: 1GB
          devices:
            count: 2
            classes: [nvidia-h100, nvidia-h200]
            memory: 2GiB
            compute: 500m
        backend:
          command: ./serve
          arguments: [--port, "{port}", 7]
          environment: { LEVEL: 2, EMPTY: }
          directory: work
          model: digits_onnx
          startup_timeout: 1h
          stop_grace: 0
        """;

    [Fact]
    public void Read_EveryKey_GivesEveryValue()
    {
        var result = SpecReader.Read(Everything, "all.yaml", "/srv/specs");

        Assert.Empty(result.Problems);
        var spec = Assert.Single(result.Models);
        Assert.Equal(("digits", "acme", "1.0", "eu-west", "gpus"), (spec.Name, spec.Tenant, spec.Version, spec.Region, spec.Pool));
        Assert.Equal((3, ServiceClass.Critical, false, 16), (spec.Replicas, spec.Class, spec.Idempotent, spec.Concurrency));
        Assert.Equal(TimeSpan.FromMilliseconds(250), spec.Timeout);
        Assert.Equal(new QueueSpec { MaxRequests = 20, MaxBytes = 65_536, AgeingBound = TimeSpan.FromMinutes(2), Shards = 4, Weights = ImmutableDictionary<string, int>.Empty.Add("acme", 3).Add("other", 1) }, spec.Queue);
        Assert.Equal((250, 1_000_000_000L), (spec.Resources.CpuMillicores, spec.Resources.MemoryBytes));
        Assert.Equal(
            new DeviceDemand { Count = 2, Classes = ["nvidia-h100", "nvidia-h200"], MemoryBytes = 2L << 30, ComputeThousandths = 500 },
            spec.Resources.Devices);
        Assert.Equal(("/srv/specs/serve", "/srv/specs/work", "digits_onnx"), (spec.Backend.Command, spec.Backend.WorkingDirectory, spec.Backend.ModelName));
        Assert.Equal<string>(["--port", "{port}", "7"], spec.Backend.Arguments);
        Assert.Equal(["EMPTY=", "LEVEL=2"], spec.Backend.Environment.Select(pair => $"{pair.Key}={pair.Value}").Order());
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.Zero), (spec.Backend.StartupTimeout, spec.Backend.StopGrace));
    }

    [Fact]
    public void Read_OnlyWhatIsRequired_GivesTheDefaults()
    {
        var spec = Valid("kind: model\nname: a\nbackend: {url: 'http://h:1'}");

        Assert.Equal(new ModelSpec { Name = "a", Backend = new BackendSpec { Url = "http://h:1" } }, spec);
    }

    [Theory]
    [InlineData("", "eu")]
    [InlineData("region: us", "us")]
    public void Read_NoRegion_TakesThatOfTheSilo(string line, string expected)
    {
        var result = SpecReader.Read($"kind: model\nname: a\n{line}\nbackend: {{url: 'http://h:1'}}", "a.yaml", "/base", "eu");

        Assert.Equal(expected, Assert.Single(result.Models).Region);
    }

    [Theory]
    [InlineData("python3", null, "python3", "/base")]
    [InlineData("./bin/serve", null, "/base/bin/serve", "/base")]
    [InlineData("../serve", "sub/", "/serve", "/base/sub")]
    [InlineData("/opt/serve", "/var", "/opt/serve", "/var")]
    [InlineData("serve", "null", "serve", null)]
    public void Read_Paths_CountFromTheFile(string command, string? directory, string expectedCommand, string? expectedDirectory)
    {
        var spec = Valid($"kind: model\nname: a\nbackend:\n  command: {command}\n" + (directory is null ? "" : $"  directory: {directory}\n"));

        Assert.Equal((expectedCommand, expectedDirectory), (spec.Backend.Command, spec.Backend.WorkingDirectory));
    }

    [Fact]
    public void Read_SeveralDocuments_GivesEachInOrder()
    {
        var result = Read("""
            ---
            kind: model
            name: a
            backend: &server {url: "http://h:1"}
            ---
            # nothing here
            ---
            kind: model
            name: b
            backend: {url: "http://h:2"}
            """);

        Assert.Empty(result.Problems);
        Assert.Equal(["a", "b"], result.Models.Select(model => model.Name));
    }

    [Fact]
    public void Read_AliasWithinItsDocument_RepeatsTheValue()
    {
        var spec = Valid("kind: model\nname: &n digits\nbackend: {url: 'http://h:1', model: *n}");

        Assert.Equal("digits", spec.Backend.ModelName);
    }

    [Fact]
    public void Read_SeveralMistakes_ReportsAllWithTheirPlaces()
    {
        var result = SpecReader.Read(
            """
            kind: model
            nmae: digits
            replicas: many
            timeout: 2 hours
            class: urgent
            tenant: Acme
            queue:
              maxRequests: 5
              max_bytes: 1GiB
              max_bytes: 2GiB
            resources:
              cpu: 5000
            backend: {}
            """,
            "bad.yaml",
            "/base");

        Assert.Empty(result.Models);
        Assert.Equal(
            [
                "bad.yaml:1:1: KRW2004: name",
                "bad.yaml:2:1: KRW2002: nmae",
                "bad.yaml:3:11: KRW2001: replicas",
                "bad.yaml:4:10: KRW2001: timeout",
                "bad.yaml:5:8: KRW2001: class",
                "bad.yaml:6:9: KRW2001: tenant",
                "bad.yaml:8:3: KRW2002: queue.maxRequests",
                "bad.yaml:10:3: KRW2001: queue.max_bytes",
                "bad.yaml:12:8: KRW2001: resources.cpu",
                "bad.yaml:13:10: KRW2001: backend",
            ],
            result.Problems.Select(problem => problem.ToString()[..(problem.ToString().IndexOf(problem.Key + ":", StringComparison.Ordinal) + problem.Key.Length)]));
        Assert.All(result.Problems, problem => Assert.Contains(problem.Code == "KRW2001" && problem.Message.Contains("second time", StringComparison.Ordinal) ? "second" : "valid:", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("Replicas", "replicas")]
    [InlineData("time-out", "timeout")]
    [InlineData("memory", "resources.memory")]
    [InlineData("maxRequests", "queue.max_requests")]
    [InlineData("cmd", null)]
    public void Read_UnknownKey_NamesTheNearest(string key, string? nearest)
    {
        var result = Read($"kind: model\nname: a\n{key}: 1\nbackend: {{url: 'http://h:1'}}");

        var problem = Assert.Single(result.Problems, problem => problem.Code == "KRW2002");
        Assert.Equal((3, 1, key), (problem.Line, problem.Column, problem.Key));
        Assert.Equal(nearest is not null, problem.Message.Contains("did you mean", StringComparison.Ordinal));
        Assert.Contains(nearest is null ? "valid: kind, name" : $"did you mean '{nearest}'?", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replicas: 1.5", "replicas")]
    [InlineData("replicas: -1", "replicas")]
    [InlineData("replicas: 99999999999", "replicas")]
    [InlineData("replicas: [1]", "replicas")]
    [InlineData("idempotent: yes", "idempotent")]
    [InlineData("timeout: 30", "timeout")]
    [InlineData("timeout: 0s", "timeout")]
    [InlineData("timeout: 2h", "timeout")]
    [InlineData("timeout: 99999999999999999999h", "timeout")]
    [InlineData("name: {a: b}", "name")]
    [InlineData("queue: 5", "queue")]
    [InlineData("queue: {max_bytes: 1mb}", "queue.max_bytes")]
    [InlineData("queue: {max_bytes: 0.3}", "queue.max_bytes")]
    [InlineData("resources: {cpu: 0.0001}", "resources.cpu")]
    [InlineData("resources: {cpu: .nan}", "resources.cpu")]
    [InlineData("resources: {devices: {classes: gpu}}", "resources.devices.classes")]
    [InlineData("resources: {devices: {classes: [[a]]}}", "resources.devices.classes")]
    [InlineData("resources: {devices: {compute: 2}}", "resources.devices.compute")]
    [InlineData("backend: {command: a, url: 'http://h:1'}", "backend")]
    [InlineData("backend: {url: 'http://h:1/path'}", "backend.url")]
    [InlineData("backend: {command: ''}", "backend.command")]
    [InlineData("queue: {weights: {a: much}}", "queue.weights.a")]
    [InlineData("queue: {weights: 3}", "queue.weights")]
    [InlineData("backend: {command: a, environment: [b]}", "backend.environment")]
    [InlineData("backend: {command: a, environment: {B: {c: d}}}", "backend.environment.B")]
    [InlineData("backend: {command: a, environment: {B: 1, B: 2}}", "backend.environment.B")]
    [InlineData("backend: {command: a, environment: {KREWE_X: 1}}", "backend.environment")]
    [InlineData("backend: a", "backend")]
    public void Read_BadValue_IsOneProblemAtItsKey(string line, string key)
    {
        var start = line.StartsWith("name", StringComparison.Ordinal) ? "kind: model\n" : "kind: model\nname: a\n";
        var end = line.StartsWith("backend", StringComparison.Ordinal) ? "" : "\nbackend: {url: 'http://h:1'}";

        var problem = Assert.Single(Read(start + line + end).Problems);

        Assert.Equal(("KRW2001", key), (problem.Code, problem.Key));
        Assert.Equal(start.Count(c => c == '\n') + 1, problem.Line);
    }

    [Theory]
    [InlineData("name: a", "KRW2004")]
    [InlineData("kind: pool", "KRW2001")]
    [InlineData("kind: [model]", "KRW2001")]
    [InlineData("- kind: model", "KRW2001")]
    [InlineData("just text", "KRW2001")]
    [InlineData("", "KRW2003")]
    [InlineData("# only a remark\n---\n---\n", "KRW2003")]
    public void Read_NoKnownKind_SaysWhichExist(string text, string code)
    {
        var problem = Assert.Single(Read(text).Problems);

        Assert.Equal(code, problem.Code);
        Assert.Contains("model (pools and fleets", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: model\nname: [a", 3)]
    [InlineData("kind: model\n\tname: a", 2)]
    [InlineData("kind: 'model", 1)]
    [InlineData("kind: model\nname: *nowhere", 2)]
    [InlineData("kind: model\nname: &self [*self]", 2)]
    [InlineData("kind: model\nname: !!python/object a", 2)]
    [InlineData("kind: model\nbackend: !System.Diagnostics.Process {}", 2)]
    [InlineData("kind: model\n? [a, b]\n: c", 2)]
    [InlineData("kind: model\n}", 2)]
    public void Read_NotYaml_SaysWhere(string text, int line)
    {
        var problem = Assert.Single(Read(text).Problems);

        Assert.Equal("KRW2003", problem.Code);
        Assert.InRange(problem.Line, line - 1, line);
    }

    [Fact]
    public void Read_SameModelTwice_IsAProblem()
    {
        const string One = "kind: model\nname: a\nbackend: {url: 'http://h:1'}\n";

        var problem = Assert.Single(Read(One + "---\n" + One).Problems);

        Assert.Contains("default/a@local", problem.Message, StringComparison.Ordinal);
        Assert.Equal(5, problem.Line);
    }

    [Fact]
    public void Read_BaseDirectoryNotAbsolute_Throws() =>
        Assert.Throws<ArgumentException>(() => SpecReader.Read("", "a.yaml", "relative"));

    private static ModelSpec Valid(string text)
    {
        var result = Read(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Models);
    }

    private static SpecReadResult Read(string text) => SpecReader.Read(text, "test.yaml", "/base");
}
