using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>Understands the methods of grain interfaces.</summary>
internal static class MethodParser
{
    private const string Token = "System.Threading.CancellationToken";

    public static IEnumerable<MethodModel> ParseAll(INamedTypeSymbol declaring, string interfaceName, bool isOwn, List<Problem> problems)
    {
        foreach (ISymbol member in declaring.GetMembers().Where(member => !member.IsStatic))
        {
            if (member is IPropertySymbol or IEventSymbol)
            {
                problems.Add(Problem.Create(Rules.PropertyOnInterface, member, $"{declaring.Name}.{member.Name}"));
            }
            else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public } method
                && Parse(declaring, interfaceName, isOwn, method, problems) is { } model)
            {
                yield return model;
            }
        }
    }

    private static MethodModel? Parse(INamedTypeSymbol declaring, string interfaceName, bool isOwn, IMethodSymbol method, List<Problem> problems)
    {
        string shown = $"{declaring.Name}.{method.Name}";
        int before = problems.Count;
        if (method.IsGenericMethod)
        {
            problems.Add(Problem.Create(Rules.GenericMethod, method, shown));
        }

        foreach (IParameterSymbol parameter in method.Parameters.Where(parameter => parameter.RefKind != RefKind.None))
        {
            problems.Add(Problem.Create(Rules.ReferenceParameter, parameter, shown, parameter.Name));
        }

        bool[] tokens = [.. method.Parameters.Select(parameter => parameter.Type.PlainName() == Token)];
        if (tokens.Count(token => token) > 1 || (tokens.Contains(true) && !tokens[tokens.Length - 1]))
        {
            problems.Add(Problem.Create(Rules.Cancellation, method, shown));
        }

        ReturnKind? returns = Returns(method.ReturnType);
        if (returns is null)
        {
            problems.Add(Problem.Create(Rules.ReturnType, method, shown, method.ReturnType.ToDisplayString()));
        }

        bool hasResult = returns is ReturnKind.TaskOfResult or ReturnKind.ValueTaskOfResult or ReturnKind.AsyncEnumerable;
        bool oneWay = method.HasAttribute(Names.OneWay) || returns == ReturnKind.Void;
        if (oneWay && hasResult)
        {
            problems.Add(Problem.Create(Rules.OneWayResult, method, shown, method.ReturnType.ToDisplayString()));
        }

        long? timeout = Timeout(method, shown, problems);
        if (problems.Count > before || returns is null)
        {
            return null;
        }

        return new MethodModel(
            declaring.InTypeOf(),
            interfaceName,
            isOwn,
            method.Name,
            method.AttributeText(Names.Alias) ?? method.Name,
            returns.Value,
            hasResult ? ((INamedTypeSymbol)method.ReturnType).TypeArguments[0].InCode() : "",
            method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.PlainName() == Names.Immutable),
            (method.HasAttribute(Names.AlwaysInterleave) ? 1 : 0) | (method.HasAttribute(Names.ReadOnly) ? 2 : 0) | (oneWay ? 4 : 0),
            timeout,
            new EquatableArray<ParameterModel>(method.Parameters.Select((parameter, position) => new ParameterModel(
                parameter.Type.InCode(),
                parameter.Type.InTypeOf(),
                parameter.IdValue() ?? (uint)position,
                parameter.HasAttribute(Names.Immutable),
                tokens[position]))));
    }

    private static ReturnKind? Returns(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return ReturnKind.Void;
        }

        bool generic = type is INamedTypeSymbol { IsGenericType: true };
        return type.PlainName() switch
        {
            "System.Threading.Tasks.Task" => generic ? ReturnKind.TaskOfResult : ReturnKind.Task,
            "System.Threading.Tasks.ValueTask" => generic ? ReturnKind.ValueTaskOfResult : ReturnKind.ValueTask,
            "System.Collections.Generic.IAsyncEnumerable" => ReturnKind.AsyncEnumerable,
            _ => null,
        };
    }

    private static long? Timeout(IMethodSymbol method, string shown, List<Problem> problems)
    {
        if ((method.AttributeText(Names.ResponseTimeout) ?? method.ContainingType.AttributeText(Names.ResponseTimeout)) is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) && span > TimeSpan.Zero)
        {
            return span.Ticks;
        }

        problems.Add(Problem.Create(Rules.TimeoutFormat, method, shown, text));
        return null;
    }
}
