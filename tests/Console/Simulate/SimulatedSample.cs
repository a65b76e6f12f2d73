namespace Krewe.Commands.Tests.Simulate;

/// <summary>The files of a small simulation.</summary>
internal static class SimulatedSample
{
    public static void WriteTo(string directory)
    {
        File.WriteAllText(Path.Combine(directory, "fleet.yaml"), "hosts:\n  - { name: gpu, count: 4, cpu: 32, memory: 256GiB, devices: 2, class: h100, device_memory: 80GiB, price: 8 }\n");
        File.WriteAllText(
            Path.Combine(directory, "models.yaml"),
            "models:\n"
            + "  - { name: chat, class: critical, replicas: 4, objective: 1s, service: 150ms, service_p99: 400ms, devices: 1, device_memory: 40GiB, device_compute: 500 }\n"
            + "  - { name: embed, objective: 500ms, service: 40ms, cpu: 2, memory: 4GiB }\n");
        var minutes = Enumerable.Range(0, 30).ToArray();
        File.WriteAllText(
            Path.Combine(directory, "trace.csv"),
            $"model,counts\nchat,{string.Join(' ', minutes.Select(minute => 600 + (130 * (minute % 15))))}\nembed,{string.Join(' ', minutes.Select(minute => 900 - (20 * minute)))}\n");
    }
}
