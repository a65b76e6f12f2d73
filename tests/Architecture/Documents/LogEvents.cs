using System.Globalization;
using Krewe.Architecture.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Architecture.Tests.Documents;

/// <summary>What the rooms log: the generated methods, by the attribute that makes them.</summary>
internal static class LogEvents
{
    private const string Attribute = "LoggerMessage";

    /// <summary>An event of the log.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Level">Its level; "by event" where the caller says it.</param>
    /// <param name="Message">Its template.</param>
    /// <param name="Path">The file.</param>
    internal sealed record LogEvent(int Id, string Level, string Message, string Path);

    internal static IEnumerable<LogEvent> Of(SourceFile file) =>
        from attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() == Attribute && attribute.ArgumentList is not null
        select Of(attribute.ArgumentList!.Arguments, file.Path);

    /// <summary>Calls of loggers that are not generated.</summary>
    internal static IEnumerable<string> Direct(SourceFile file) =>
        from call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "LogTrace" or "LogDebug" or "LogInformation" or "LogWarning" or "LogError" or "LogCritical" }
        select $"{file.Path}: {call.Expression}: events are logged by generated methods.";

    /// <summary>The row of docs/logging.md.</summary>
    internal static string Row(LogEvent one) =>
        string.Create(CultureInfo.InvariantCulture, $"| {one.Id} | {one.Level} | {one.Message.Replace("|", "/", StringComparison.Ordinal)} |");

    private static LogEvent Of(IEnumerable<AttributeArgumentSyntax> arguments, string path)
    {
        var (id, level, message) = (0, "by event", "");
        foreach (var argument in arguments)
        {
            switch (argument.Expression)
            {
                case LiteralExpressionSyntax { Token.Value: int number }:
                    id = number;
                    break;
                case LiteralExpressionSyntax { Token.Value: string text }:
                    message = text;
                    break;
                case MemberAccessExpressionSyntax access:
                    level = access.Name.Identifier.Text;
                    break;
            }
        }

        return new LogEvent(id, level, message, path);
    }
}
