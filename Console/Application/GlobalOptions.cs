using System.CommandLine;
using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Commands.Application;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    private const string DefaultUrl = "http://127.0.0.1:8080";
    private const string DefaultData = ".krewe";
    private const string TokenFile = "admin.token";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly Option<string?> _url = new("--url")
    {
        Description = $"Address of a silo. Also by KREWE_URL. [default: {DefaultUrl}]",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "Admin token, needed to change something. Also by KREWE_TOKEN. [default: read from the silo's data directory]",
        HelpName = "TOKEN",
        Recursive = true,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = $"The silo's data directory, where {TokenFile} is. Also by KREWE_DATA. [default: {DefaultData}]",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string> _format = new("--output", "-o")
    {
        Description = "How data is printed: table, wide (a table with more columns), json or yaml.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "table",
        Recursive = true,
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = $"How long to wait for an answer, such as 5s or 2m; 0 for ever. [default: {SpecUnits.FormatDuration(DefaultTimeout)}; infer: the model's own]",
        HelpName = "TIME",
        CustomParser = DurationArgument.Parse,
        Recursive = true,
    };

    public GlobalOptions() => _format.AcceptOnlyFromAmong("table", "wide", "json", "yaml");

    public void AddTo(Command root)
    {
        root.Add(_url);
        root.Add(_token);
        root.Add(_data);
        root.Add(_format);
        root.Add(_timeout);
    }

    /// <summary>A call as the options and the environment say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="surroundings">Where it runs.</param>
    /// <param name="ownDeadline">Whether the silo bounds the call itself, so that only a time given on the command line counts.</param>
    /// <exception cref="KreweException">The address is none (KRW5103).</exception>
    public Call Begin(ParseResult parsed, Surroundings surroundings, bool ownDeadline = false)
    {
        var address = Address(parsed, surroundings);
        var connection = new SiloConnection();
        var client = new KreweClientOptions { Address = address, Token = Token(parsed, surroundings) };
        var timeout = parsed.GetValue(_timeout) ?? (ownDeadline ? TimeSpan.Zero : DefaultTimeout);
        var format = Enum.Parse<OutputFormat>(parsed.GetRequiredValue(_format), ignoreCase: true);
        return new Call(new KreweAdminClient(client, connection), new KreweHttpClient(client, connection), connection, format, timeout, address, surroundings);
    }

    private Uri Address(ParseResult parsed, Surroundings surroundings)
    {
        var url = parsed.GetValue(_url) ?? NotEmpty(surroundings.Environment("KREWE_URL")) ?? DefaultUrl;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.CommandInvalid,
                Message = $"'{url}' is not an address; valid: one such as {DefaultUrl}",
                Where = "--url",
            });
        }

        return address;
    }

    private string? Token(ParseResult parsed, Surroundings surroundings)
    {
        if ((parsed.GetValue(_token) ?? NotEmpty(surroundings.Environment("KREWE_TOKEN"))) is { } given)
        {
            return given;
        }

        var data = parsed.GetValue(_data) ?? NotEmpty(surroundings.Environment("KREWE_DATA")) ?? DefaultData;
        var file = Path.Combine(surroundings.Directory, data, TokenFile);
        try
        {
            return NotEmpty(File.ReadAllText(file).Trim());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reading needs no token; where one is needed the silo says so, and the problem's next step names these options.
            return null;
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
