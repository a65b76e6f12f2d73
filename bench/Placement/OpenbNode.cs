namespace Krewe.Bench.Placement;

/// <summary>A line of <c>nodes.csv</c>; a GPU is 1,000 thousandths.</summary>
internal sealed record OpenbNode(string Name, int Cpu, int MemoryMiB, int Gpus, string Model);
