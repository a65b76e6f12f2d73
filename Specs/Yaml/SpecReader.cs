using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Specs.Yaml.Reading;

namespace Krewe.Specs.Yaml;

/// <summary>Reads files of specs: YAML, any number of documents, each problem with its place, all problems at once. docs/specs.md has the schema.</summary>
public static class SpecReader
{
    private const string Kinds = "model (pools and fleets are not described by files yet)";

    /// <summary>Reads and validates a file's text. Never throws for what the text holds.</summary>
    /// <param name="text">The text; at most <see cref="SpecLimits.MaxCharacters"/>.</param>
    /// <param name="fileName">What messages call the file.</param>
    /// <param name="baseDirectory">The absolute directory from which relative paths count: that of the file.</param>
    /// <param name="defaultRegion">The region of specs that name none: that of the silo that they are for.</param>
    /// <exception cref="ArgumentException">The directory is not absolute.</exception>
    public static SpecReadResult Read(string text, string fileName, string baseDirectory, string defaultRegion = NameRules.DefaultRegion)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        if (!Path.IsPathFullyQualified(baseDirectory))
        {
            throw new ArgumentException($"'{baseDirectory}' is not an absolute path.", nameof(baseDirectory));
        }

        var models = ImmutableArray.CreateBuilder<ModelSpec>();
        var problems = ImmutableArray.CreateBuilder<SpecReadProblem>();
        if (text.Length > SpecLimits.MaxCharacters)
        {
            problems.Add(Syntax(fileName, 1, 1, $"the file has {text.Length} characters; valid: at most {SpecLimits.MaxCharacters}"));
            return new SpecReadResult { Problems = problems.ToImmutable() };
        }

        try
        {
            var context = new ReadContext(fileName, baseDirectory, defaultRegion, new HashSet<string>(StringComparer.Ordinal));
            foreach (var document in new YamlDocumentParser(text).Read())
            {
                ReadDocument(document, context, models, problems);
            }

            if (models.Count == 0 && problems.Count == 0)
            {
                problems.Add(Syntax(fileName, 1, 1, $"the file is empty; valid: documents with a kind; kinds: {Kinds}"));
            }
        }
        catch (YamlProblemException exception)
        {
            problems.Add(Syntax(fileName, exception.Line, exception.Column, exception.Message));
        }

        return new SpecReadResult { Models = models.ToImmutable(), Problems = problems.ToImmutable() };
    }

    private static void ReadDocument(
        YamlNode document,
        ReadContext context,
        ImmutableArray<ModelSpec>.Builder models,
        ImmutableArray<SpecReadProblem>.Builder problems)
    {
        if (document is YamlScalar { IsNull: true })
        {
            return;
        }

        var found = new DocumentProblems(context.File);
        if (IsModel(document, found))
        {
            var spec = ModelDocumentReader.Read(new MappingReader(document, "", found), context, found);
            found.AddValidation(ModelSpecValidator.Validate(spec));
            if (found.Found.Count == 0 && !context.Seen.Add(spec.GetKey().ToString()))
            {
                found.Add(ErrorCodes.SpecInvalid, "name", document, $"the model '{spec.GetKey()}' stands in the file for the second time");
            }

            if (found.Found.Count == 0)
            {
                models.Add(spec);
            }
        }

        problems.AddRange(found.Found.OrderBy(problem => (problem.Line, problem.Column)));
    }

    /// <summary>Only the kind decides what the other keys mean, so a document without a valid one is not read further.</summary>
    private static bool IsModel(YamlNode document, DocumentProblems found)
    {
        if (document is not YamlMapping mapping)
        {
            found.Wrong("", document, $"a mapping with a kind; kinds: {Kinds}");
            return false;
        }

        var kind = mapping.Entries.FirstOrDefault(entry => entry.Key.Text == "kind")?.Value;
        switch (kind)
        {
            case null:
                found.Missing("kind", document, Kinds);
                return false;
            case YamlScalar { Text: SpecSchema.ModelKind }:
                return true;
            default:
                found.Wrong("kind", kind, Kinds);
                return false;
        }
    }

    private static SpecReadProblem Syntax(string file, int line, int column, string message) =>
        new(ErrorCodes.SpecSyntax, file, line, column, "", message);
}
