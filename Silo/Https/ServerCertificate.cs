using System.Net.Security;
using Krewe.Errors;

namespace Krewe.Silo.Https;

/// <summary>
/// The certificate that new connections are shown. <see cref="Check"/> looks whether the files have changed and takes over what can be
/// used; what cannot is said once, and the certificate before goes on. Written by <see cref="CertificateWatch"/> alone.
/// </summary>
internal sealed partial class ServerCertificate
{
    /// <summary>How long before its end a certificate is worth a warning.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    private readonly HttpsSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<ServerCertificate> _logger;
    private volatile LoadedCertificate _current;
    private string? _refused; // The content, or the failure to read it, that was said.

    /// <exception cref="KreweException">It cannot be used (KRW2105): then nothing is started.</exception>
    public ServerCertificate(HttpsSettings settings, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        (_settings, _time, _logger) = (settings, time, logger);
        _current = CertificateFiles.Read(settings);
        Say();
    }

    /// <summary>The certificate that is used now.</summary>
    public LoadedCertificate Current => _current;

    /// <summary>For one handshake.</summary>
    public SslServerAuthenticationOptions ForHandshake() => new() { ServerCertificateContext = _current.Context };

    /// <summary>Takes over changed files. Returns whether there is another certificate now.</summary>
    public bool Check()
    {
        string? content = null;
        try
        {
            content = CertificateFiles.Content(_settings);
            if (content == _current.Content)
            {
                _refused = null;
                return false;
            }

            if (content == _refused)
            {
                return false;
            }

            _current = CertificateFiles.Read(_settings);
            _refused = null;
            Say();
            return true;
        }
        catch (KreweException exception)
        {
            var refused = content ?? exception.Problem.Message;
            if (refused != _refused)
            {
                _refused = refused;
                Log.Refused(_logger, exception.Problem.ToString(), _current.Subject, _current.ValidUntil);
            }

            return false;
        }
    }

    private void Say()
    {
        if (_current.ValidUntil - _time.GetUtcNow() < Notice)
        {
            Log.EndsSoon(_logger, _current.Subject, _current.ValidUntil);
        }
        else
        {
            Log.Used(_logger, _current.Subject, _current.ValidUntil);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2700, LogLevel.Information, "New connections are shown the certificate of {Subject}, valid until {Until:u}")]
        public static partial void Used(ILogger logger, string subject, DateTimeOffset until);

        [LoggerMessage(2701, LogLevel.Warning, "New connections are shown the certificate of {Subject}, which is valid only until {Until:u}")]
        public static partial void EndsSoon(ILogger logger, string subject, DateTimeOffset until);

        [LoggerMessage(2702, LogLevel.Error, "{Problem}; connections are still shown the certificate of {Subject}, valid until {Until:u}")]
        public static partial void Refused(ILogger logger, string problem, string subject, DateTimeOffset until);
    }
}
