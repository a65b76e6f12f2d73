using Microsoft.Extensions.Options;

namespace Orleans.Hosting;

/// <summary>Its presence among the services says that reminders are wanted.</summary>
internal sealed class ReminderOptionsValidator : IValidateOptions<ReminderOptions>
{
    public ValidateOptionsResult Validate(string? name, ReminderOptions options)
    {
        List<string> errors = [];
        Check(nameof(options.MinimumReminderPeriod), options.MinimumReminderPeriod, TimeSpan.Zero, "zero");
        Check(nameof(options.RefreshReminderListPeriod), options.RefreshReminderListPeriod, TimeSpan.Zero, "zero");
        Check(
            nameof(options.ReminderLoadingWindow), options.ReminderLoadingWindow, options.RefreshReminderListPeriod,
            $"RefreshReminderListPeriod ({options.RefreshReminderListPeriod}), or ticks would be missed");
        Check(nameof(options.InitializationTimeout), options.InitializationTimeout, TimeSpan.Zero, "zero");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string option, TimeSpan found, TimeSpan above, string limit)
        {
            if (found <= above || found > TimeSpan.FromDays(24))
            {
                errors.Add($"KRW7408: ReminderOptions.{option} is {found}; right is more than {limit}, and at most 24 days.");
            }
        }
    }
}
