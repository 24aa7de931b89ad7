using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Examlet.Access;
using Examlet.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Examlet.Pipeline;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c> and its page at <c>/docs</c>, which loads nothing from
/// elsewhere.</summary>
internal static class ApiDescription
{
    private const string ApiKeyScheme = "apiKey";
    private const string EmbedSecretScheme = "embedSecret";
    private const string MonitorSecretScheme = "monitorSecret";

    /// <summary>
    /// The policy of the page: its own script and the script that starts it run, and styles may stand in the page.
    /// </summary>
    private static string DocsPolicy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src "
        + "'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri "
        + "'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Examlet",
                            Version = "1",
                            Description = "Exams that live inside other people's software.",
                        };
                        document.Servers = [new OpenApiServer { Url = "/" }];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(
                            StringComparer.Ordinal
                        )
                        {
                            [ApiKeyScheme] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                Description = "An API key, `examp_` and 32 letters or digits.",
                            },
                            [EmbedSecretScheme] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                Description = "The secret of an embed URL: its last part.",
                            },
                            [MonitorSecretScheme] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                Description = "The secret of a monitor link: its last part.",
                            },
                        };
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(DescribeAsync);
                options.AddSchemaTransformer(DescribeSchemaAsync);
                options.AddDocumentTransformer(PutOnOneLineAsync);
                options.CreateSchemaReferenceId = type =>
                    IsOptional(type.Type) || IsJson(type.Type)
                        ? null
                        : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            }
        );

    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference(
            "/docs",
            (options, http) =>
            {
                var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
                http.Response.Headers.ContentSecurityPolicy = DocsPolicy(nonce);
                options
                    .WithTitle("Examlet API")
                    .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                    .WithNonce(nonce);
                options.DisableDefaultFonts().DisableTelemetry().DisableAgent().HideDeveloperTools();
            }
        );
    }

    private static Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var policies = metadata.OfType<IAuthorizeData>().ToList();
        if (policies.Count > 0)
        {
            var scheme =
                policies.Exists(p => p.Policy == Policies.Student) ? EmbedSecretScheme
                : policies.Exists(p => p.Policy == Policies.Monitor) ? MonitorSecretScheme
                : ApiKeyScheme;
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] },
            ];
            if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true)
            {
                Problem(operation, "404", "The ID in the path is unknown.");
            }

            if (scheme == ApiKeyScheme)
            {
                Problem(operation, "403", "The role does not allow it.");
            }
            else
            {
                Problem(operation, "410", "Access has ended.");
            }

            if (scheme == EmbedSecretScheme)
            {
                Problem(operation, "404", "The secret never was.");
            }

            if (scheme == EmbedSecretScheme || context.Description.HttpMethod != HttpMethods.Get)
            {
                Problem(operation, "409", "What is stored does not allow it; `type` says why.");
            }

            Problem(operation, "401", "The key or secret is missing or not valid.");
            Problem(operation, "429", "Too many requests: wait as `Retry-After` says.");
            Problem(operation, "503", "The store cannot serve now: nothing was changed, send it again.");
        }

        if (operation.RequestBody is not null)
        {
            Problem(operation, "413", "The body is larger than this operation takes.");
            Problem(operation, "415", "The body is not JSON.");
        }

        if (operation.RequestBody is not null || operation.Parameters?.Count > 0)
        {
            Problem(operation, "400", "The input is not valid; `errors` names each field.");
        }

        if (metadata.OfType<ReplaysByKey>().Any())
        {
            Problem(operation, "400", "The input is not valid; `errors` names each field.");
            Problem(operation, "422", "The Idempotency-Key came with another body before.");
            operation.Parameters ??= [];
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = "Idempotency-Key",
                    In = ParameterLocation.Header,
                    Description = "Makes a retry safe: it returns the first response.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
                }
            );
        }

        return Task.CompletedTask;
    }

    private static void Problem(OpenApiOperation operation, string status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(
            status,
            new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Problems.ContentType] = new OpenApiMediaType(),
                },
            }
        );
    }

    /// <summary>
    /// Corrects what the generator cannot know: texts (their converter hides that they are texts), the fields of a
    /// PATCH (described as the field itself), and the required fields of a request (those marked
    /// <see cref="RequiredAttribute"/>; unknown ones are ignored).
    /// </summary>
    /// <summary>A comment in the code has lines of 120 columns; a description has none.</summary>
    private static Task PutOnOneLineAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
        {
            schema.Description = OnOneLine(schema.Description);
            foreach (var property in schema.Properties?.Values.OfType<OpenApiSchema>() ?? [])
            {
                property.Description = OnOneLine(property.Description);
            }
        }

        return Task.CompletedTask;
    }

    private static string? OnOneLine(string? text) =>
        text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task DescribeSchemaAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellation
    )
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(string) || type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            var mayBeNull =
                context.JsonPropertyInfo is { IsGetNullable: true } property
                && property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) != true;
            schema.Type = mayBeNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }
        else if (FormOf(context) is { } form)
        {
            schema.Type = form.Types;
            schema.Description = form.Description;
            schema.Items = form.Types.HasFlag(JsonSchemaType.Array)
                ? new OpenApiSchema { Type = JsonSchemaType.String }
                : null;
        }
        else if (IsOptional(type))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellation);
            (schema.Type, schema.Format, schema.Properties, schema.Items, schema.Description) = (
                inner.Type,
                inner.Format,
                inner.Properties,
                inner.Items,
                null
            );
        }
        else if (type.IsAssignableTo(typeof(IEnumerable<string?>)))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (IsRequest(type) || RequiredOf(context).Any())
        {
            schema.Required = RequiredOf(context).ToHashSet(StringComparer.Ordinal);
        }
    }

    private static JsonFormAttribute? FormOf(OpenApiSchemaTransformerContext context) =>
        context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(JsonFormAttribute), inherit: true)
            is [JsonFormAttribute form, ..]
            ? form
            : null;

    private static IEnumerable<string> RequiredOf(OpenApiSchemaTransformerContext context) =>
        context
            .JsonTypeInfo.Properties.Where(property =>
                property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true
            )
            .Select(property => property.Name);

    private static bool IsOptional(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private static bool IsJson(Type type) => type == typeof(JsonElement) || type == typeof(JsonElement?);

    private static bool IsRequest(Type type) =>
        type.Namespace?.StartsWith(nameof(Examlet), StringComparison.Ordinal) == true
        && (
            type.Name.EndsWith("Input", StringComparison.Ordinal)
            || Array.Exists(
                ["Create", "Change", "Grant"],
                start => type.Name.StartsWith(start, StringComparison.Ordinal)
            )
        );
}
