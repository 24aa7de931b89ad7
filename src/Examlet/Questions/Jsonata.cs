using System.Reflection;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Examlet.Questions;

/// <summary>
/// JSONata by its reference implementation, run in a JavaScript engine with limits on statements, memory, recursion and
/// time. An expression is compiled once per engine. Not for two threads at once. Statements and memory stop an endless
/// expression. They are the same on every computer, so a score never depends on how busy a computer was. The limit of
/// time is for a fault in the engine itself.
/// </summary>
public sealed class Jsonata : IDisposable
{
    private const int MaxStatements = 2_000_000;
    private const long MaxMemory = 256 << 20; // allocated in all, not held at once
    private const int MaxRecursion = 400;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxRegexTime = TimeSpan.FromSeconds(2);
    private static readonly Prepared<Acornima.Ast.Script> Library = Engine.PrepareScript(Source(), "jsonata.js");

    private readonly StepCount _steps = new();
    private readonly Engine _engine;
    private readonly JsValue _evaluate;
    private readonly Dictionary<string, JsValue> _compiled = new(StringComparer.Ordinal);

    public Jsonata()
    {
        _engine = new Engine(options =>
        {
            options
                .LimitMemory(MaxMemory)
                .TimeoutInterval(MaxTime)
                .RegexTimeoutInterval(MaxRegexTime)
                .LimitRecursion(MaxRecursion)
                .Constraint(_steps)
                .Strict(strict: false);
            options.Constraints.PromiseTimeout = MaxTime;
        });
        _engine.Execute("var self = globalThis, window = globalThis;");
        _engine.Execute(Library);
        _evaluate = _engine.Evaluate(
            "(function (expression, input) { return expression.evaluate(JSON.parse(input)).then(function "
                + "(result) { return JSON.stringify(result); }); })"
        );
    }

    /// <summary>The result as JSON text; null if the expression gives nothing.</summary>
    /// <param name="expression">A leading <c>=</c> is dropped.</param>
    /// <param name="inputJson">The input, <c>$</c> in the expression.</param>
    /// <param name="budget">Pays for the statements that run; a spent one stops the expression.</param>
    /// <exception cref="JsonataException">
    /// The expression is faulty, or went over a limit. After a limit this engine must not be used again.
    /// </exception>
    public string? Evaluate(string expression, string inputJson, CheckBudget? budget = null)
    {
        try
        {
            if (!_compiled.TryGetValue(expression, out var compiled))
            {
                _steps.Begin(MaxStatements);
                compiled = _engine.Invoke("jsonata", expression.TrimStart().TrimStart('='));
                _compiled[expression] = compiled;
            }

            // What it takes to compile is paid by nobody: another engine may have done it already.
            _steps.Begin(Math.Min(MaxStatements, budget?.Left ?? MaxStatements));
            var result = _engine.Invoke(_evaluate, compiled, inputJson).UnwrapIfPromise();
            return result.IsString() ? result.AsString() : null;
        }
        catch (PromiseRejectedException rejected)
        {
            throw new JsonataException(Message(rejected.RejectedValue), rejected);
        }
        catch (JavaScriptException thrown)
        {
            throw new JsonataException(Message(thrown.Error), thrown);
        }
        catch (Exception limit) when (limit is JintException or TimeoutException or InvalidOperationException)
        {
            throw new JsonataException($"The expression went over a limit: {limit.Message}", limit) { IsLimit = true };
        }
        finally
        {
            budget?.Spend(_steps.End());
        }
    }

    public void Dispose() => _engine.Dispose();

    /// <summary>Counts the statements of one evaluation, and stops it when there are too many.</summary>
    private sealed class StepCount : Constraint
    {
        private long _most = long.MaxValue;
        private long _count;

        public void Begin(long most) => (_most, _count) = (most, 0);

        public long End()
        {
            var count = _count;
            (_most, _count) = (long.MaxValue, 0);
            return count;
        }

        public override void Check()
        {
            if (++_count > _most)
            {
                throw new InvalidOperationException("the maximum number of statements was executed.");
            }
        }

        /// <summary>
        /// Does nothing: the engine calls it between the parts of one evaluation, which count together.
        /// </summary>
        public override void Reset() { }
    }

    private static string Message(JsValue error) =>
        error.IsObject() && error.AsObject().Get("message") is { } message && message.IsString()
            ? message.AsString()
            : error.ToString();

    private static string Source()
    {
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream("scoring/jsonata.js")
                ?? throw new InvalidOperationException(
                    "jsonata is not built into this program; build it with `dotnet build src/Examlet`."
                )
        );
        return reader.ReadToEnd();
    }
}

/// <summary>An expression that is faulty or went over a limit.</summary>
public sealed class JsonataException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>True if the expression was stopped half way. Then the state of its engine is unknown.</summary>
    public bool IsLimit { get; init; }
}
