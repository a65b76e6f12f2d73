namespace Krewe.Silo.Front.Statistics;

/// <summary>Whose model, and which version of it.</summary>
internal readonly record struct StatisticsKey(string Tenant, string Model, string Version);
