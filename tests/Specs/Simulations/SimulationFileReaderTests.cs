using Krewe.Specs.Simulations;

namespace Krewe.Specs.Tests.Simulations;

public class SimulationFileReaderTests
{
    [Fact]
    public void Read_AllKeys_AreTaken()
    {
        var read = SimulationFileReader.Read("""
            hosts:
              - { name: gpu, count: 4, cpu: 32, memory: 256GiB, devices: 8, class: h100, device_memory: 80GiB, price: 12.5 }
            models:
              - { name: chat, class: critical, replicas: 2, slots: 8, queue: 100, objective: 720ms, cold_start: 1m, service: 80ms, service_p99: 300ms, cpu: 500m, memory: 2GiB, devices: 1, device_memory: 20GiB, device_compute: 250 }
            """, "f.yaml");
        Assert.Empty(read.Problems);
        Assert.Equal(
            new SimulatedHosts { Name = "gpu", Count = 4, CpuMillicores = 32_000, MemoryBytes = 256L << 30, Devices = 8, DeviceClass = "h100", DeviceMemoryBytes = 80L << 30, HourlyPrice = 12.5 },
            read.File.Hosts[0]);
        Assert.Equal(
            new SimulatedModel
            {
                Name = "chat", Class = ServiceClass.Critical, Replicas = 2, Slots = 8, QueueLimit = 100, Objective = TimeSpan.FromMilliseconds(720), ColdStart = TimeSpan.FromMinutes(1),
                Service = TimeSpan.FromMilliseconds(80), Service99 = TimeSpan.FromMilliseconds(300), CpuMillicores = 500, MemoryBytes = 2L << 30, Devices = 1, DeviceMemoryBytes = 20L << 30, DeviceComputeThousandths = 250,
            },
            read.File.Models[0]);
    }

    [Fact]
    public void Read_Classes_AreTakenInTheirOrder()
    {
        var read = SimulationFileReader.Read("""
            models:
              - name: chat
                timeout: 30s
                ageing_bound: 5s
                classes:
                  - { class: batch, share: 0.7, objective: 1m, timeout: 1h }
                  - { class: critical, share: 0.3 }
            """, "f.yaml");
        Assert.Empty(read.Problems);
        var model = read.File.Models[0];
        Assert.Equal((1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)), (model.Slots, model.Timeout!.Value, model.AgeingBound));
        Assert.Equal(new SimulatedClass { Class = ServiceClass.Critical, Share = 0.3 }, model.Classes[0]);
        Assert.Equal(new SimulatedClass { Class = ServiceClass.Batch, Share = 0.7, Objective = TimeSpan.FromMinutes(1), Timeout = TimeSpan.FromHours(1) }, model.Classes[1]);
    }

    [Fact]
    public void Read_Spec_SaysWhatTheFileDoesNot()
    {
        const string specs = """
            kind: model
            name: chat
            class: critical
            replicas: 3
            timeout: 5s
            concurrency: 8
            queue: { max_requests: 200, ageing_bound: 4s }
            scaling: { max: 9, objective: 2s, objectives: { batch: 30s } }
            resources: { cpu: 2, memory: 8GiB, devices: { count: 1, classes: [h100], memory: 30GiB, compute: 0.5 } }
            backend: { command: ./server }
            """;
        var spec = Assert.Single(Krewe.Specs.Yaml.SpecReader.Read(specs, "specs.yaml", Path.GetTempPath()).Models);
        SimulatedModel Of(string keys) =>
            SimulationFileReader.Read($"models: [{{name: chat{keys}}}]", "f.yaml", new Dictionary<string, ModelSpec> { ["chat"] = spec }).File.Models[0];
        var plain = Of(", service: 80ms");
        Assert.Equal(
            new SimulatedModel
            {
                Name = "chat", Class = ServiceClass.Critical, Replicas = 3, Timeout = TimeSpan.FromSeconds(5), Concurrency = 8, Slots = 8, QueueLimit = 199, AgeingBound = TimeSpan.FromSeconds(4),
                Objective = TimeSpan.FromSeconds(2), CpuMillicores = 2_000, MemoryBytes = 8L << 30, Devices = 1, DeviceClasses = plain.DeviceClasses, DeviceMemoryBytes = 30L << 30, DeviceComputeThousandths = 500,
                Service = TimeSpan.FromMilliseconds(80),
            },
            plain);
        Assert.Equal(["h100"], plain.DeviceClasses.AsEnumerable());

        // What the file says goes before.
        var other = Of(", objective: 1s, replicas: 7, device_classes: [a100, h100], classes: [{class: critical}, {class: batch}]");
        Assert.Equal((TimeSpan.FromSeconds(1), 7, 2), (other.Objective, other.Replicas, other.DeviceClasses.Length));
        Assert.Equal([null, TimeSpan.FromSeconds(30)], other.Classes.Select(one => one.Objective));
        Assert.Equal(["scaling.max"], SimulatedSpecs.NotHeeded(spec));
    }

    [Fact]
    public void Read_Speeds_AreByDeviceClass()
    {
        var read = SimulationFileReader.Read("models: [{name: a, speeds: {h100: 2, a100: 1, cpu: 0.05}}]", "f.yaml");
        Assert.Empty(read.Problems);
        Assert.Equal([("a100", 1), ("cpu", 0.05), ("h100", 2)], read.File.Models[0].Speeds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData(", timeout: 3s", 1)]
    [InlineData(", classes: [{class: batch}]", 1)]
    [InlineData(", timeout: 3s, slots: 2", 2)]
    [InlineData(", speeds: {h100: 2}", 1)]
    [InlineData(", concurrency: 8", 8)]
    [InlineData(", concurrency: 8, slots: 16", 16)]
    public void Read_QueueOfACluster_GivesReplicasNothingAhead(string keys, int slots) =>
        Assert.Equal(slots, SimulationFileReader.Read($"models: [{{name: a{keys}}}]", "f.yaml").File.Models[0].Slots);

    [Theory]
    [InlineData("hosts: [{count: 2}]", "hosts[0].name")]
    [InlineData("models: [{name: a, classes: [{share: 1}]}]", "models[0].classes[0].class")]
    [InlineData("models: [{name: a, classes: [{class: batch}, {class: batch}]}]", "each class once")]
    [InlineData("models: [{name: a, classes: [{class: batch, share: 0}]}]", "a share above 0")]
    [InlineData("models: [{name: a, timeout: 0s}]", "more than 0")]
    [InlineData("models: [{name: a, speeds: {h100: 0}}]", "speeds.h100")]
    [InlineData("models: [{name: a, speeds: {h100: fast}}]", "a number above 0")]
    [InlineData("hosts: [{name: a, cuont: 2}]", "count")]
    [InlineData("hosts: [{name: a, price: -1}]", "price")]
    [InlineData("models: [{name: a, class: urgent}]", "critical, standard or batch")]
    [InlineData("models: [{name: a, slots: 0}]", "1 to 100000")]
    [InlineData("models: [{name: a, objective: 0s}]", "more than 0")]
    [InlineData("models: [{name: a, concurrency: 4, slots: 3}]", "4 to 100000")]
    [InlineData("models: [{name: a, service: 100ms, service_p99: 50ms}]", "at least the median")]
    [InlineData("", "one document")]
    public void Read_WrongFile_SaysWhatWouldBeRight(string text, string expected)
    {
        var problem = Assert.Single(SimulationFileReader.Read(text, "f.yaml").Problems);
        Assert.Contains(expected, problem.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("f.yaml", problem.ToString(), StringComparison.Ordinal);
    }
}
