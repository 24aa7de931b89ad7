using System.Collections.Concurrent;

namespace Examlet.QuestionTypes;

/// <summary>Evaluates the JSONata expressions of question types, on as many engines as there are threads that ask at once.</summary>
public sealed class Expressions : IDisposable
{
    private readonly ConcurrentBag<Jsonata> _engines = [];

    /// <inheritdoc cref="Jsonata.Evaluate"/>
    public string? Evaluate(string expression, string inputJson)
    {
        if (!_engines.TryTake(out var engine))
        {
            engine = new Jsonata();
        }

        try
        {
            var result = engine.Evaluate(expression, inputJson);
            _engines.Add(engine);
            return result;
        }
        catch (JsonataException)
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Makes the first engine, which takes about a second of processor time, before somebody waits for a result.</summary>
    public void WarmUp() => _engines.Add(new Jsonata());

    public void Dispose()
    {
        while (_engines.TryTake(out var engine))
        {
            engine.Dispose();
        }
    }
}
