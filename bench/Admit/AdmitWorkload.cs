namespace Krewe.Bench.Admit;

/// <summary>A workload: when it comes, how long it runs once it is placed, and what it asks for.</summary>
internal sealed record AdmitWorkload(int Number, string Region, string Size, int Priority, int Cores, double ArrivesAt, double Runs);
