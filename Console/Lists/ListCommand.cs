using System.Collections.Immutable;
using System.CommandLine;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Commands.Watching;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Commands.Lists;

/// <summary>The verbs that list something: <c>krewe models</c>, <c>krewe hosts</c> and the like.</summary>
internal static class ListCommand
{
    /// <summary>A name that differs in more characters than this is no misspelt one.</summary>
    private const int FarthestGuess = 3;

    public static Command Create<T>(Listing<T> listing, GlobalOptions options, Surroundings surroundings)
    {
        var names = new Argument<string[]>(listing.Item)
        {
            Description = $"Only these; all {listing.Verb} when left out.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.CompletionSources.Add(options.Complete(listing.Names, surroundings));
        var watch = new WatchOptions();
        var command = new Command(listing.Verb, listing.Description) { names };
        var filters = new List<(Option<string?> Option, Filter<T> Filter)>();
        foreach (var filter in listing.Filters)
        {
            var option = new Option<string?>(filter.Option) { Description = filter.Description, HelpName = filter.Option[2..].ToUpperInvariant() };
            option.CompletionSources.Add(options.Complete(filter.Names, surroundings));
            command.Add(option);
            filters.Add((option, filter));
        }

        watch.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var wanted = parsed.GetValue(names) ?? [];
            var values = filters.Select(pair => (pair.Filter, Value: parsed.GetValue(pair.Option))).Where(pair => pair.Value is not null).ToList();
            var view = new View<ImmutableArray<T>>(
                "the " + listing.Verb,
                async limited => Select(listing, (await listing.Fetch(call.Silo, limited)).Items, wanted, values!),
                (items, where) => Draw(listing, items, where, call.Format == OutputFormat.Wide),
                _ => ExitCode.Done);
            return await Views.ShowAsync(call, view, watch.Interval(parsed), cancellationToken);
        });
        return command;
    }

    private static ImmutableArray<T> Select<T>(
        Listing<T> listing,
        ImmutableArray<T> items,
        string[] wanted,
        IReadOnlyList<(Filter<T> Filter, string Value)> values)
    {
        if (wanted.FirstOrDefault(name => !items.Any(item => listing.NamesOf(item).Contains(name))) is { } unknown)
        {
            throw new KreweException(Unknown(listing, unknown, items));
        }

        return
        [
            .. items.Where(item => wanted.Length == 0 || listing.NamesOf(item).Any(wanted.Contains))
                .Where(item => values.All(pair => Array.IndexOf(pair.Filter.Value(item).Split(','), pair.Value) >= 0)),
        ];
    }

    private static Problem Unknown<T>(Listing<T> listing, string name, IEnumerable<T> items)
    {
        var nearest = items.Select(item => listing.NamesOf(item).First())
            .Select(known => (Name: known, Distance: EditDistance.Between(known, name)))
            .OrderBy(known => known.Distance)
            .FirstOrDefault(known => known.Distance <= FarthestGuess)
            .Name;
        return new Problem
        {
            Code = ErrorCodes.NotFound,
            Message = $"there is no '{name}' among the {listing.Verb}" + (nearest is null ? "" : $"; did you mean '{nearest}'?"),
            Where = listing.Item,
            Next = "krewe " + listing.Verb,
        };
    }

    private static void Draw<T>(Listing<T> listing, ImmutableArray<T> items, Surroundings surroundings, bool wide)
    {
        if (items.IsEmpty)
        {
            surroundings.Output.WriteLine(listing.Empty);
            return;
        }

        Column<T>[] columns = [.. listing.Columns.Where(column => wide || !column.Wide)];
        var table = new TableWriter(surroundings, [.. columns.Select(column => column.Heading)]);
        foreach (var item in items)
        {
            table.Row([.. columns.Select(column => column.Cell(item))]);
        }

        table.Write();
    }
}
