using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Ranges of the options of streams.</summary>
internal sealed class StreamOptionsValidator : IValidateOptions<StreamPullingAgentOptions>, IValidateOptions<HashRingStreamQueueMapperOptions>
{
    public ValidateOptionsResult Validate(string? name, StreamPullingAgentOptions options)
    {
        List<string> errors = [];
        Check(options.GetQueueMsgsTimerPeriod > TimeSpan.Zero, nameof(options.GetQueueMsgsTimerPeriod), options.GetQueueMsgsTimerPeriod, "more than zero");
        Check(options.BatchContainerBatchSize >= 1, nameof(options.BatchContainerBatchSize), options.BatchContainerBatchSize, "1 or more");
        Check(options.MaxEventDeliveryTime >= TimeSpan.Zero, nameof(options.MaxEventDeliveryTime), options.MaxEventDeliveryTime, "zero or more");
        Check(options.StreamInactivityPeriod > TimeSpan.Zero, nameof(options.StreamInactivityPeriod), options.StreamInactivityPeriod, "more than zero");
        Check(options.InitQueueTimeout > TimeSpan.Zero, nameof(options.InitQueueTimeout), options.InitQueueTimeout, "more than zero");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool isRight, string option, object found, string right)
        {
            if (!isRight)
            {
                errors.Add($"KRW7514: StreamPullingAgentOptions.{option} of the streams '{name}' is {found}; right is {right}.");
            }
        }
    }

    public ValidateOptionsResult Validate(string? name, HashRingStreamQueueMapperOptions options) => options.TotalQueueCount is >= 1 and <= 1024
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"KRW7514: The streams '{name}' have {options.TotalQueueCount} queues; right is from 1 to 1024.");
}
