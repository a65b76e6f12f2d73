using Krewe.Errors;
using Krewe.Naming;
using Microsoft.Extensions.Options;

namespace Krewe.Client;

/// <summary>Says everything that is wrong with options at once, each with its code (KRW5110).</summary>
internal sealed class KreweOptionsValidator : IValidateOptions<KreweOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KreweOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => problem.ToString()));
    }

    /// <summary>Throws all of them as one.</summary>
    public static void ThrowIfInvalid(KreweOptions options)
    {
        var problems = Problems(options).ToList();
        if (problems is [var only])
        {
            throw new KreweException(only);
        }

        if (problems.Count > 0)
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.ClientOptionInvalid,
                Message = $"{problems.Count} options of the client are not valid",
                Reasons = [.. problems.Select(problem => $"{problem.Where}: {problem.Message}")],
            });
        }
    }

    private static IEnumerable<Problem> Problems(KreweOptions options)
    {
        foreach (var address in options.Addresses.Append(options.AdminAddress).OfType<Uri>())
        {
            if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.UserInfo.Length > 0)
            {
                yield return Of(options.Addresses.Contains(address) ? nameof(options.Addresses) : nameof(options.AdminAddress), $"'{address}' is no address of a silo; valid: http://HOST:PORT or https://HOST:PORT");
            }
        }

        if (options.Addresses.Distinct().Count() < options.Addresses.Count)
        {
            yield return Of(nameof(options.Addresses), "an address is given twice");
        }

        if (!NameRules.IsResourceName(options.Tenant))
        {
            yield return Of(nameof(options.Tenant), $"'{options.Tenant}' is no tenant's name; valid: {NameRules.ResourceRule}");
        }

        if (options.Token is { } token && (token.Length == 0 || token.Any(c => c is < '!' or > '~')))
        {
            yield return Of(nameof(options.Token), "it is empty or has characters that no token has; valid: the content of admin.token, without its line's end");
        }

        if (options.Deadline is { } deadline && (deadline <= TimeSpan.Zero || deadline > TimeSpan.FromDays(1)))
        {
            yield return Of(nameof(options.Deadline), $"{deadline} is no deadline; valid: above 0, at most a day");
        }

        if (options.MaxRetries is < 0 or > 100)
        {
            yield return Of(nameof(options.MaxRetries), $"{options.MaxRetries} is too few or too many; valid: 0 to 100");
        }

        if (options.RetryDelay < TimeSpan.FromMilliseconds(1) || options.RetryDelay > TimeSpan.FromMinutes(1))
        {
            yield return Of(nameof(options.RetryDelay), $"{options.RetryDelay} is too short or too long; valid: 1 ms to 1 min");
        }

        if (options.MaxRetryDelay < options.RetryDelay || options.MaxRetryDelay > TimeSpan.FromMinutes(10))
        {
            yield return Of(nameof(options.MaxRetryDelay), $"{options.MaxRetryDelay} is too short or too long; valid: RetryDelay to 10 min");
        }

        if (options.ConnectTimeout < TimeSpan.FromMilliseconds(10) || options.ConnectTimeout > TimeSpan.FromMinutes(1))
        {
            yield return Of(nameof(options.ConnectTimeout), $"{options.ConnectTimeout} is too short or too long; valid: 10 ms to 1 min");
        }
    }

    private static Problem Of(string option, string message) => new() { Code = ErrorCodes.ClientOptionInvalid, Message = message, Where = option };
}
