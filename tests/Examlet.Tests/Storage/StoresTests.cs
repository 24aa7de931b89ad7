using System.Reflection;
using Examlet.Storage;

namespace Examlet.Tests.Storage;

/// <summary>Stores are of one kind: they are handed a reader or a transaction, and have nothing of their own.</summary>
public sealed class StoresTests
{
    private static readonly Type[] Stores =
    [
        .. typeof(Transaction)
            .Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Store", StringComparison.Ordinal) && type.Name != "Store"),
    ];

    [Fact]
    public void A_store_has_no_state()
    {
        Stores.Length.ShouldBeGreaterThan(15);
        Stores.Where(store => !(store.IsAbstract && store.IsSealed)).ShouldBeEmpty();
    }

    [Fact]
    public void What_reaches_the_database_is_handed_a_reader_or_a_transaction() =>
        Stores
            .SelectMany(store =>
                store.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            )
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType))
            .Where(method => !typeof(Reader).IsAssignableFrom(method.GetParameters().FirstOrDefault()?.ParameterType))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .ShouldBeEmpty();
}
