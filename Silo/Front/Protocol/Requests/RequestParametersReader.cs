using System.Text;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads the parameters of a whole request and gives those that are Krewe's their meaning.</summary>
internal static class RequestParametersReader
{
    private const string PriorityForm = "it is to be an integer: 0 default, 1 critical, 2 standard, 3 and more batch";
    private const string TextForm = "it is to be a string of 1 to 256 bytes of UTF-8 without control characters";

    internal static RequestParameters Read(ref JsonScanner json, InferenceLimits limits)
    {
        var all = ParametersReader.ReadForwarded(ref json, limits);
        if (all.Length == 0)
        {
            return RequestParameters.None;
        }

        var forwarded = new List<RawParameter>();
        var result = new RequestParameters { Forwarded = forwarded };
        ServiceClass? byPriority = null, byName = null;
        foreach (var parameter in all)
        {
            json.Place.Parameter = parameter.Name;
            switch (parameter.Name)
            {
                case "priority":
                    byPriority = ServiceClassParameter.FromPriority(
                        parameter.AsInteger() is { } number and >= 0
                            ? number
                            : throw Invalid(ref json, parameter, PriorityForm));
                    break;
                case "class":
                    byName = parameter.AsString() is { } word && ServiceClassParameter.TryParse(word, out var known)
                        ? known
                        : throw Invalid(ref json, parameter, "it is to be \"critical\", \"standard\" or \"batch\"");
                    break;
                case "timeout":
                    result = parameter.AsInteger() is { } microseconds && ServiceClassParameter.TryTimeout(microseconds, out var timeout)
                        ? result with { Timeout = timeout }
                        : throw Invalid(
                            ref json,
                            parameter,
                            $"it is to be an integer of microseconds: 0 default, 1 to {ServiceClassParameter.MaxTimeoutMicroseconds}");
                    break;
                case "tenant":
                    result = parameter.AsString() is { } tenant && NameRules.IsResourceName(tenant)
                        ? result with { Tenant = tenant }
                        : throw Invalid(
                            ref json,
                            parameter,
                            "a tenant's name is " + NameRules.ResourceRule);
                    break;
                case "affinity":
                    result = result with { Affinity = Text(ref json, parameter) };
                    break;
                case "fairness_key":
                    result = result with { FairnessKey = Text(ref json, parameter) };
                    break;
                case "idempotency_id":
                    result = result with { IdempotencyId = Text(ref json, parameter) };
                    break;
                default:
                    forwarded.Add(parameter);
                    break;
            }
        }

        json.Place.Parameter = null;
        if (!ServiceClassParameter.TryCombine(byPriority, byName, out var requested))
        {
            throw json.Fault(
                ProtocolCodes.ConflictingParameters,
                $"priority means {Word(byPriority)} and class says {Word(byName)}; give one of them, or both alike");
        }

        return result with { Class = requested };
    }

    private static string Text(ref JsonScanner json, RawParameter parameter)
    {
        var text = parameter.AsString();
        return text is { Length: > 0 } && Encoding.UTF8.GetByteCount(text) <= 256 && !text.Any(char.IsControl)
            ? text
            : throw Invalid(ref json, parameter, TextForm);
    }

    private static string? Word(ServiceClass? value) => value switch
    {
        ServiceClass.Critical => "critical",
        ServiceClass.Standard => "standard",
        ServiceClass.Batch => "batch",
        _ => "nothing",
    };

    private static ProtocolException Invalid(ref JsonScanner json, RawParameter parameter, string due) =>
        json.Fault(ProtocolCodes.InvalidParameter, $"{ProtocolText.Quote(parameter.Value.Span)} is not valid; {due}");
}
