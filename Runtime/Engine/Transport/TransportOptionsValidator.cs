using Microsoft.Extensions.Options;

namespace Krewe.Runtime.Transport;

internal sealed class TransportOptionsValidator : IValidateOptions<TransportOptions>
{
    public ValidateOptionsResult Validate(string? name, TransportOptions options)
    {
        List<string> errors = [];
        Check(options.MaxQueuedMessages is >= 1 and <= 1_000_000, nameof(options.MaxQueuedMessages), options.MaxQueuedMessages, "from 1 to 1000000");
        Check(options.MaxQueuedBytes is >= 4096 and <= 1L << 32, nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, "from 4096 to 4294967296");
        Check(
            options.HandshakeTimeout >= TimeSpan.FromMilliseconds(100) && options.HandshakeTimeout <= TimeSpan.FromMinutes(1),
            nameof(options.HandshakeTimeout), options.HandshakeTimeout, "from 00:00:00.1 to 00:01:00");
        Check(options.MaxPendingHandshakes is >= 1 and <= 65_536, nameof(options.MaxPendingHandshakes), options.MaxPendingHandshakes, "from 1 to 65536");
        if (options.Tls is { } tls)
        {
            Check(tls.Certificate is not null || tls.CertificateFile is not null, "Tls.CertificateFile", "empty", "a PEM file, or Tls.Certificate is set");
            Check(tls.Certificate?.HasPrivateKey != false, "Tls.Certificate", "without private key", "one with its private key");
            Check(tls.AuthorityFile is not null || tls.Thumbprints.Count > 0, "Tls.AuthorityFile", "empty", "a PEM file, or Tls.Thumbprints has some");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool isRight, string option, object found, string right)
        {
            if (!isRight)
            {
                errors.Add($"KRW7209: TransportOptions.{option} is {found}; right is {right}.");
            }
        }
    }
}
