using System.Text.Json.Nodes;
using Examlet.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Examlet.Http;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c> and its page at <c>/docs</c>, which loads nothing from elsewhere.</summary>
internal static class ApiDescription
{
    private const string ApiKeyScheme = "apiKey";
    private const string EmbedSecretScheme = "embedSecret";

    private const string DocsPolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Examlet", Version = "1", Description = "Exams that live inside other people's software." };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [ApiKeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, `examp_` and 32 letters or digits." },
                [EmbedSecretScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The secret of an embed URL: its last part." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(UnwrapOptionalAsync);
    });

    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapGroup("").AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = DocsPolicy;
            return next(context);
        }).MapScalarApiReference("/docs", options => options.WithTitle("Examlet API").WithOpenApiRoutePattern("/openapi/{documentName}.json").DisableDefaultFonts().DisableTelemetry().DisableAgent());
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var policies = metadata.OfType<IAuthorizeData>().ToList();
        if (policies.Count > 0)
        {
            var scheme = policies.Exists(p => p.Policy == Policies.Student) ? EmbedSecretScheme : ApiKeyScheme;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
            Problem(operation, "401", "The key or secret is missing or not valid.");
            Problem(operation, "429", "Too many requests: wait as `Retry-After` says.");
            Problem(operation, "503", "The store cannot serve now: nothing was changed, send it again.");
        }

        Problem(operation, "400", "The input is not valid; `errors` names each field.");
        if (metadata.OfType<ReplaysByKey>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "Makes a retry safe: it returns the first response.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
            });
        }

        return Task.CompletedTask;
    }

    private static void Problem(OpenApiOperation operation, string status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problems.ContentType] = new OpenApiMediaType() },
        });
    }

    /// <summary>An optional field of a PATCH is described as the field itself.</summary>
    private static async Task UnwrapOptionalAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Optional<>))
        {
            return;
        }

        var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellation);
        (schema.Type, schema.Format, schema.Properties, schema.Items) = (inner.Type, inner.Format, inner.Properties, inner.Items);
        schema.Enum = inner.Enum ?? new List<JsonNode>();
    }
}
