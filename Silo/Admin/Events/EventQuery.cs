using Krewe.Errors;
using Krewe.Events;
using Krewe.Naming;

namespace Krewe.Silo.Admin.Events;

/// <summary>What a request asks of the events.</summary>
internal static class EventQuery
{
    /// <summary>The filter of the query; a model without tenant or region is the default tenant's, of the silo's region.</summary>
    /// <exception cref="KreweException">A value is not valid (KRW5005).</exception>
    public static EventFilter ReadFilter(HttpContext context, string region) => new()
    {
        Model = AdminQuery.Read(context, "model") is { Length: > 0 } model ? ReadModel(model, region) : null,
        Host = AdminQuery.Read(context, "host") is { Length: > 0 } host ? host : null,
        Kind = AdminQuery.Read(context, "kind") is { Length: > 0 } kind ? kind : null,
    };

    /// <summary>The position of <c>Last-Event-ID</c>, or else of <c>after</c>; null for none.</summary>
    /// <exception cref="KreweException">It is not one that was given (KRW5005).</exception>
    public static EventCursor? ReadCursor(HttpContext context, bool takeHeader)
    {
        var header = takeHeader ? context.Request.Headers["Last-Event-ID"].ToString() : "";
        var (name, text) = header.Length > 0 ? ("Last-Event-ID", header) : ("after", AdminQuery.Read(context, "after") ?? "");
        return text.Length == 0 ? null
            : EventCursor.TryParse(text, out var cursor) ? cursor
            : throw new KreweException(AdminProblems.QueryInvalid(name, text, "what an earlier answer gave under 'last', the id of an event of the stream, or an event's sequence"));
    }

    private static ModelKey ReadModel(string text, string region)
    {
        var whole = text.Contains('/', StringComparison.Ordinal) ? text : $"{NameRules.Default}/{text}";
        whole = whole.Contains('@', StringComparison.Ordinal) ? whole : $"{whole}@{region}";
        return ModelKey.TryParse(whole, out var key)
            ? key
            : throw new KreweException(AdminProblems.QueryInvalid("model", text, "tenant/model@region, tenant/model, or the model's name"));
    }
}
