using System.Collections.Frozen;
using System.Reflection;
using Examlet.Http;

namespace Examlet.Questions;

/// <summary>The question types that this program has: the folders of <c>question-types/</c>, embedded in it.</summary>
public sealed class QuestionTypeCatalog : IDisposable
{
    private const string Prefix = "question-types/";
    private readonly Lazy<IReadOnlyList<QuestionType>> _all;
    private readonly Lazy<FrozenDictionary<string, QuestionType>> _byName;

    /// <exception cref="FormatException">Two types have the same short name.</exception>
    public QuestionTypeCatalog(IReadOnlyList<QuestionType> types)
        : this(() => types) => _ = _byName.Value;

    private QuestionTypeCatalog(Func<IReadOnlyList<QuestionType>> read)
    {
        _all = new(read);
        _byName = new(() => ByName(_all.Value));
    }

    public IReadOnlyList<QuestionType> All => _all.Value;

    /// <summary>Evaluates what the types say in JSONata.</summary>
    public Expressions Expressions { get; } = new();

    /// <summary>
    /// The embedded types. They are read on first use, so that a start does not wait for them. Reading throws
    /// <see cref="FormatException"/> if one of them is not valid.
    /// </summary>
    public static QuestionTypeCatalog Load() => new(ReadEmbedded);

    /// <summary>A type by its short name, its long name or an alias; null when there is none.</summary>
    public QuestionType? Find(string? name) => name is null ? null : _byName.Value.GetValueOrDefault(name);

    /// <summary>
    /// Checks a question against its type. Errors go into <paramref name="errors"/> under <paramref name="path"/>.
    /// </summary>
    /// <param name="question">The question, its type by any of its names.</param>
    /// <param name="path">Where it stands in the request.</param>
    /// <param name="errors">Gets an entry for each error.</param>
    /// <param name="budget">Pays for the work. Once it is spent, the rest of the question is not checked.</param>
    public void Validate(Question question, string path, InputErrors errors, CheckBudget budget)
    {
        if (Find(question.Type) is { } type)
        {
            new QuestionRules(question, type, Expressions, path, errors, budget).Check();
        }
        else if (NeedsLanguageModel(question.Type))
        {
            errors.Add(
                $"{path}.type",
                $"`{path}.type` is `{question.Type}`, which needs a language model; none is configured "
                    + "here. Choose another type."
            );
        }
        else
        {
            errors.Add(
                $"{path}.type",
                $"`{path}.type` is `{question.Type}`; it must be one of: "
                    + $"{string.Join(", ", All.Select(known => known.Name))}."
            );
        }
    }

    public void Dispose() => Expressions.Dispose();

    private static IReadOnlyList<QuestionType> ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return QuestionTypeReader.Read(name, reader.ReadToEnd());
                }),
        ];
    }

    private static FrozenDictionary<string, QuestionType> ByName(IReadOnlyList<QuestionType> types)
    {
        if (
            types.GroupBy(type => type.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is
            { } twice
        )
        {
            throw new FormatException(
                $"The question types {string.Join(" and ", twice.Select(type => type.Id))} have the same short name."
            );
        }

        return types
            .SelectMany(type =>
                type.Aliases.Prepend(type.Id).Prepend(type.Name).Select(name => KeyValuePair.Create(name, type))
            )
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Both names of the platform's talk with a language model, each short or long.</summary>
    private static bool NeedsLanguageModel(string type) =>
        type[(type.LastIndexOf('.') + 1)..] is "conversational" or "persona-chat";
}
