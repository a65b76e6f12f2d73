using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Runtime.Generator;

/// <summary>
/// Writes proxies of grain interfaces, codecs of types marked <c>[GenerateSerializer]</c>, and the assembly's manifest.
/// Models are compared by value and hold no symbols, so that an edit elsewhere writes nothing anew.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<string> space = context.CompilationProvider.Select((compilation, _) => Known.Namespace(compilation.AssemblyName ?? ""));
        var interfaces = context.SyntaxProvider.CreateSyntaxProvider(
            (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
            (syntax, cancel) => IsFirst(syntax, cancel) is { } type ? InterfaceParser.Parse(type) : null).Where(result => result is not null);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
            (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
            (syntax, cancel) => IsFirst(syntax, cancel) is { } type ? GrainClassParser.Parse(type) : null).Where(result => result is not null);
        var serializables = context.SyntaxProvider.ForAttributeWithMetadataName(
            Names.GenerateSerializer,
            (_, _) => true,
            (syntax, _) => syntax.TargetSymbol is INamedTypeSymbol type ? SerializableParser.Parse(type) : null).Where(result => result is not null);
        var converters = context.SyntaxProvider.ForAttributeWithMetadataName(
            Names.RegisterConverter,
            (_, _) => true,
            (syntax, _) => syntax.TargetSymbol is INamedTypeSymbol type ? ConverterParser.Parse(type) : null).Where(result => result is not null);
        var misplaced = context.SyntaxProvider.ForAttributeWithMetadataName(
            Names.AlwaysInterleave,
            (_, _) => true,
            (syntax, _) => syntax.TargetSymbol is IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface }
                ? null
                : Problem.Create(Rules.AlwaysInterleaveOnImplementation, syntax.TargetSymbol, syntax.TargetSymbol.ToDisplayString()));

        context.RegisterSourceOutput(misplaced, (output, problem) => Report(output, problem is null ? [] : [problem]));
        Output(context, interfaces!, space, model => $"Proxy_{model.Identifier}", ProxyEmitter.Emit);
        Output(context, serializables!, space, model => $"Codec_{model.Identifier}",
            (model, name) => model.Kind == SerializableKind.Enum ? "" : CodecEmitter.Emit(model, name));
        Output(context, converters!, space, model => $"Converted_{model.Identifier}", ConverterEmitter.Emit);
        context.RegisterSourceOutput(classes, (output, result) => Report(output, result!.Problems));

        context.RegisterSourceOutput(interfaces.Select((result, _) => result!.Alias).Collect(), ReportDuplicates);
        context.RegisterSourceOutput(serializables.Select((result, _) => result!.Alias).Collect(), ReportDuplicates);

        var everything = Models(interfaces!).Combine(Models(serializables!)).Combine(Models(classes!)).Combine(Models(converters!)).Combine(space);
        context.RegisterSourceOutput(everything, (output, models) =>
        {
            ((((EquatableArray<InterfaceModel> proxies, EquatableArray<SerializableModel> codecs), EquatableArray<GrainClassModel> grains), EquatableArray<ConverterModel> converted), string name) = models;
            if (proxies.Count + codecs.Count + grains.Count + converted.Count > 0)
            {
                output.AddSource("Manifest.g.cs", ManifestEmitter.Emit(name, proxies, codecs, converted, grains));
            }
        });
    }

    /// <summary>The declared type, if this is the first of its parts that names base types; a type is understood once.</summary>
    private static INamedTypeSymbol? IsFirst(GeneratorSyntaxContext syntax, CancellationToken cancel)
    {
        if (syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancel) is not INamedTypeSymbol type)
        {
            return null;
        }

        SyntaxNode? first = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancel))
            .FirstOrDefault(node => node is TypeDeclarationSyntax { BaseList: not null });
        return first == syntax.Node ? type : null;
    }

    private static IncrementalValueProvider<EquatableArray<T>> Models<T>(IncrementalValuesProvider<ParseResult<T>> results)
        where T : class, IEquatable<T> =>
        results.Select((result, _) => result.Model).Where(model => model is not null).Collect().Select((models, _) => new EquatableArray<T>(models!));

    private static void Output<T>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ParseResult<T>> results,
        IncrementalValueProvider<string> space,
        Func<T, string> hint,
        Func<T, string, string> emit)
        where T : class, IEquatable<T>
    {
        context.RegisterSourceOutput(results, (output, result) => Report(output, result.Problems));
        context.RegisterSourceOutput(results.Select((result, _) => result.Model).Where(model => model is not null).Combine(space), (output, pair) =>
        {
            string text = emit(pair.Left!, pair.Right);
            if (text.Length > 0)
            {
                output.AddSource(hint(pair.Left!) + ".g.cs", text);
            }
        });
    }

    private static void Report(SourceProductionContext output, IEnumerable<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }
    }

    private static void ReportDuplicates(SourceProductionContext output, ImmutableArray<AliasModel?> aliases)
    {
        foreach (IGrouping<string, AliasModel> same in aliases.OfType<AliasModel>().GroupBy(alias => alias.Alias))
        {
            string first = same.First().TypeName;
            Report(output, same.Where(alias => alias.TypeName != first)
                .Select(alias => new Problem(Rules.DuplicateAlias.Id, alias.Location, new EquatableArray<string>([same.Key, first]))));
        }
    }
}
