using System.Text.Json;
using Krewe.Admin.Activations;
using Krewe.Errors;
using Krewe.Silo.Admin.Activations;

namespace Krewe.Silo.Tests.Admin;

/// <summary>Three activations; remembers what it was told.</summary>
internal sealed class FakeActivations : IActivationManager
{
    public static readonly GrainView[] Rows = [View("model", "default/digits@local"), View("pool", "local/default"), View("sys.management", "0")];

    public List<string> Told { get; } = [];

    public Task<GrainPage> ListAsync(string? type, string? silo, string? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(GrainPages.Cut(Rows.Where(row => (silo is null || row.Silo == silo) && (type is null || row.Type == type)), after, limit, []));

    public Task<GrainSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new GrainSummary { Counts = [new GrainCount { Type = "model", Silo = "alpha", Count = 1 }], Total = 1 });

    public Task<GrainDetail> GetAsync(string type, string key, CancellationToken cancellationToken) => Task.FromResult(new GrainDetail
    {
        Grain = $"{type}/{key}",
        Type = type,
        Key = key,
        Active = true,
        Silos = ["alpha"],
        State = JsonSerializer.SerializeToElement(new { generation = 3 }),
    });

    public Task<GrainActionResult> DeactivateAsync(string type, string key, CancellationToken cancellationToken) => Tell(type, key, null);

    public Task<GrainActionResult> MigrateAsync(string type, string key, string silo, CancellationToken cancellationToken) => Tell(type, key, silo);

    private Task<GrainActionResult> Tell(string type, string key, string? silo)
    {
        if (key == "stuck")
        {
            throw new KreweException(ActivationProblems.Immovable($"{type}/{key}"));
        }

        Told.Add($"{type}/{key} -> {silo}");
        return Task.FromResult(new GrainActionResult { Grain = $"{type}/{key}", From = "alpha", To = silo, Message = "as told" });
    }

    private static GrainView View(string type, string key) => new() { Grain = $"{type}/{key}", Type = type, Key = key, Silo = "alpha" };
}
