using System.Reflection;
using Examlet.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Http;

/// <summary>
/// What an operation writes that may be repeated commits with the claim of its key: it has nothing else to write with.
/// </summary>
public sealed class RepeatableRequestTests(ExamletServers servers)
{
    [Fact]
    public async Task An_operation_that_may_be_repeated_is_given_no_other_way_to_the_database()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var handlers = server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ReplaysByKey>() is not null)
            .Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()!)
            .ToList();

        handlers.Count.ShouldBeGreaterThan(10);
        handlers
            .SelectMany(handler => handler.GetParameters())
            .Where(parameter => parameter.ParameterType != typeof(RepeatableRequest) && Writes(parameter.ParameterType))
            .Select(parameter => $"{parameter.Member.DeclaringType!.Name}.{parameter.Member.Name}: {parameter.Name}")
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task It_answers_once()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var request = new RepeatableRequest(
            server.Service<Examlet.Storage.Database>(),
            key: null,
            CancellationToken.None
        );
        await request.AnswerAsync(_ => Task.FromResult(TypedResults.Ok()));

        await Should.ThrowAsync<InvalidOperationException>(() =>
            request.AnswerAsync(_ => Task.FromResult(TypedResults.Ok()))
        );
    }

    private static bool Writes(Type type) =>
        type == typeof(Examlet.Storage.Database)
        || type.GetConstructors()
            .SelectMany(made => made.GetParameters())
            .Any(part => part.ParameterType == typeof(Examlet.Storage.Database));
}
