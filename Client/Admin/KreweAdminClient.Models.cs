using Krewe.Admin;
using Krewe.Admin.Plans;
using Krewe.Backends;
using Krewe.Forecasting;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Client.Admin;

/// <content>Models: what they are, and what they shall be.</content>
public sealed partial class KreweAdminClient
{
    /// <summary>One model.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Errors.KreweException">There is no such model (KRW1101), or who would know does not answer (KRW5006).</exception>
    public Task<PlacementView> GetModelAsync(string tenant, string model, string? region = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync<PlacementView>(AdminPath.Of("models", tenant, model).With(("region", region)), cancellationToken);

    /// <summary>Why a model is as it is.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Errors.KreweException">There is no such model (KRW1101), or who would know does not answer (KRW5006).</exception>
    public Task<ModelExplanation> ExplainAsync(string tenant, string model, string? region = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync<ModelExplanation>(AdminPath.Of("models", tenant, model, "explain").With(("region", region)), cancellationToken);

    /// <summary>What a model's demand was and will be.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="horizon">How far ahead, one minute to 24 hours, in whole seconds; null for an hour.</param>
    /// <param name="history">How far back, up to ten days, in whole seconds; null for two hours.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Errors.KreweException">There is no such model (KRW1101), or who would know does not answer (KRW5006).</exception>
    public Task<ForecastView> GetForecastAsync(
        string tenant, string model, string? region = null, TimeSpan? horizon = null, TimeSpan? history = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync<ForecastView>(
            AdminPath.Of("models", tenant, model, "forecast").With(("region", region), ("horizon", (long?)horizon?.TotalSeconds), ("history", (long?)history?.TotalSeconds)),
            cancellationToken);

    /// <summary>Lines that a model server wrote.</summary>
    /// <param name="tenant">Who owns the model.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="replica">Which replica; null for the lowest that the silo runs.</param>
    /// <param name="after">The sequence to go on from; null for all that is kept.</param>
    /// <param name="lines">The most lines, 1 to 5,000; null for 100.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<LogPage> GetLogsAsync(
        string tenant, string model, string? region = null, int? replica = null, long? after = null, int? lines = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync<LogPage>(
            AdminPath.Of("models", tenant, model, "logs").With(("region", region), ("replica", replica), ("after", after), ("lines", lines)), cancellationToken);

    /// <summary>Stores a spec, which the silos then make so. The same spec again changes nothing.</summary>
    /// <param name="spec">The spec; its paths as the silo's hosts see them.</param>
    /// <param name="cancellationToken">Gives up waiting; the spec may be stored all the same.</param>
    public Task<AssignResult> ApplyAsync(ModelSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return _http.SendAsync<AssignResult>(HttpMethod.Put, "models", spec, cancellationToken);
    }

    /// <summary>Forgets a model and stops its replicas.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting; the model may be deleted all the same.</param>
    public Task DeleteAsync(string tenant, string model, string? region = null, CancellationToken cancellationToken = default) =>
        _http.DeleteAsync(AdminPath.Of("models", tenant, model).With(("region", region)), cancellationToken);

    /// <summary>Changes how many replicas a model has; all else of its spec stays.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="replicas">How many.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    public Task<AssignResult> ScaleAsync(string tenant, string model, int replicas, string? region = null, CancellationToken cancellationToken = default) =>
        _http.SendAsync<AssignResult>(
            HttpMethod.Put, AdminPath.Of("models", tenant, model, "replicas").With(("region", region)), new ScaleRequest { Replicas = replicas }, cancellationToken);

    /// <summary>Has a model keep a number of replicas for a while, whatever its spec and demand say.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="replicas">How many.</param>
    /// <param name="duration">For how long, 1 s to 30 days.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    public Task<AssignResult> OverrideAsync(string tenant, string model, int replicas, TimeSpan duration, string? region = null, CancellationToken cancellationToken = default) =>
        _http.SendAsync<AssignResult>(
            HttpMethod.Put,
            AdminPath.Of("models", tenant, model, "replicas").With(("region", region)),
            new ScaleRequest { Replicas = replicas, For = duration },
            cancellationToken);

    /// <summary>Ends what was said for a while: spec and demand say again how many replicas a model has.</summary>
    /// <param name="tenant">Who owns it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="region">Where; null for the silo's own region.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be done all the same.</param>
    public Task<AssignResult> EndOverrideAsync(string tenant, string model, string? region = null, CancellationToken cancellationToken = default) =>
        _http.DeleteAsync<AssignResult>(AdminPath.Of("models", tenant, model, "replicas").With(("region", region)), cancellationToken);

    /// <summary>What would follow if these specs were applied, without doing anything.</summary>
    /// <param name="specs">The specs, in the order in which they would be applied.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<PlanView> PlanAsync(IEnumerable<ModelSpec> specs, CancellationToken cancellationToken = default) =>
        _http.SendAsync<PlanView>(HttpMethod.Post, "plan", specs.ToArray(), cancellationToken);
}
