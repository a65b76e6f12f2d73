using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Krewe.Runtime.Clients;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options) =>
        options.GatewayListRefreshPeriod >= TimeSpan.FromSeconds(1) && options.GatewayListRefreshPeriod <= TimeSpan.FromDays(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"KRW7235: GatewayOptions.GatewayListRefreshPeriod is {options.GatewayListRefreshPeriod}; right is from 00:00:01 to 1.00:00:00.");
}
