using System.Collections.Concurrent;

namespace Examlet.Questions;

/// <summary>
/// Evaluates the JSONata expressions of question types, on one engine for each thread that asks at once.
/// </summary>
public sealed class Expressions : IDisposable
{
    private readonly ConcurrentBag<Jsonata> _engines = [];
    private int _made;

    /// <inheritdoc cref="Jsonata.Evaluate"/>
    public string? Evaluate(string expression, string inputJson, CheckBudget? budget = null)
    {
        if (!_engines.TryTake(out var engine))
        {
            engine = Make();
        }

        try
        {
            var result = engine.Evaluate(expression, inputJson, budget);
            _engines.Add(engine);
            return result;
        }
        catch (JsonataException fault)
        {
            // Another takes a tenth of a second to make: what is merely faulty costs none.
            if (fault.IsLimit)
            {
                engine.Dispose();
            }
            else
            {
                _engines.Add(engine);
            }

            throw;
        }
    }

    /// <summary>The number of engines made so far. An engine that ran into a limit is replaced.</summary>
    internal int EnginesMade => _made;

    private Jsonata Make()
    {
        Interlocked.Increment(ref _made);
        return new Jsonata();
    }

    public void Dispose()
    {
        while (_engines.TryTake(out var engine))
        {
            engine.Dispose();
        }
    }
}
