namespace Examlet.Formulas;

/// <summary>How two formulas are compared.</summary>
internal enum Equivalence
{
    /// <summary>They have the same form: the same tree, however it is spelled.</summary>
    SameForm,

    /// <summary>They have the same value.</summary>
    EqualValue,
}

/// <summary>Judges a formula by its meaning instead of its spelling (contract §8). Pure; docs/formulas.md has the
/// grammar and the rules.</summary>
internal static class FormulaAnswer
{
    private const int MaxRead = 20_000;

    /// <param name="answer">What the student wrote, as LaTeX.</param>
    /// <param name="keys">The right answers, as LaTeX. Each of them counts.</param>
    /// <param name="equivalence">What counts as the same.</param>
    /// <returns>Null if it cannot be read. Then a person has to judge it.</returns>
    public static bool? IsRight(string answer, IReadOnlyList<string> keys, Equivalence equivalence)
    {
        if (answer.Length > MaxRead || keys.Any(key => key.Length > MaxRead))
        {
            return keys.Contains(answer, StringComparer.Ordinal) ? true : null;
        }

        var given = Readings(answer, out var tokens, out var isWhole);
        var isUnclear = !isWhole || given.Count == 0;
        foreach (var key in keys)
        {
            var wanted = Readings(key, out var keyTokens, out var keyIsWhole);
            if (tokens.SequenceEqual(keyTokens) || wanted.Any(given.Contains))
            {
                return true;
            }

            isUnclear |= !keyIsWhole || wanted.Count == 0;
            if (equivalence == Equivalence.EqualValue)
            {
                var outcomes = (from one in given from other in wanted select FormulaEquality.Of(one, other)).ToList();
                if (outcomes.Contains(true))
                {
                    return true;
                }

                isUnclear |= outcomes.Contains(null);
            }
        }

        return isUnclear ? null : false;
    }

    /// <summary>
    /// True if <paramref name="latex"/> can be read. Then answers are compared with it by more than its spelling.
    /// </summary>
    public static bool CanRead(string latex) =>
        latex.Length <= MaxRead && Readings(latex, out _, out var isWhole).Count > 0 && isWhole;

    /// <summary>
    /// Each tree that the text can be read as. <paramref name="isWhole"/> is false if one of them has a part of unknown
    /// meaning.
    /// </summary>
    private static List<Formula> Readings(string latex, out List<Token> tokens, out bool isWhole)
    {
        tokens = LatexTokens.Of(latex);
        isWhole = true;
        List<Formula> trees = [];
        foreach (var reading in Reading.Of(tokens))
        {
            var (tree, whole) = FormulaReader.Read(tokens, reading);
            if (tree is not null && !trees.Contains(tree))
            {
                trees.Add(tree);
                isWhole &= whole;
            }
        }

        return trees;
    }
}
