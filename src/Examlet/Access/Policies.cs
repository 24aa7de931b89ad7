using Examlet.Settings;
using Examlet.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Examlet.Access;

/// <summary>Who may call a group of operations at all. Each exam decides what its callers may do with it.</summary>
internal static class Policies
{
    /// <summary>API keys of owners, admins and teachers.</summary>
    public const string Staff = "staff";

    /// <summary>API keys of owners and admins.</summary>
    public const string Administrators = "administrators";

    /// <summary>Embed secrets.</summary>
    public const string Student = "student-api";

    /// <summary>Secrets of monitor links.</summary>
    public const string Monitor = "monitor";

    public static void AddAccess(this IServiceCollection services)
    {
        // Not AddAuthentication: that brings keys for cookies, which nothing here has, and warns at the start where
        // there is no home folder to keep them in.
        services.AddWebEncoders();
        services.AddAuthenticationCore(options => options.DefaultScheme = ApiKeyAuthentication.Name);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(
                ApiKeyAuthentication.Name,
                configureOptions: null
            )
            .AddScheme<AuthenticationSchemeOptions, EmbedSecretAuthentication>(
                EmbedSecretAuthentication.Name,
                configureOptions: null
            )
            .AddScheme<AuthenticationSchemeOptions, MonitorSecretAuthentication>(
                MonitorSecretAuthentication.Name,
                configureOptions: null
            );
        services
            .AddAuthorizationBuilder()
            .SetDefaultPolicy(For(ApiKeyAuthentication.Name).Build())
            .AddPolicy(
                Staff,
                For(ApiKeyAuthentication.Name).RequireRole(Roles.Owner, Roles.Admin, Roles.Teacher).Build()
            )
            .AddPolicy(Monitor, For(MonitorSecretAuthentication.Name).Build())
            .AddPolicy(Administrators, For(ApiKeyAuthentication.Name).RequireRole(Roles.Owner, Roles.Admin).Build())
            .AddPolicy(Student, For(EmbedSecretAuthentication.Name).Build());
        services
            .AddSingleton(provider =>
                SigningKeys.Load(
                    provider.GetRequiredService<IOptions<ExamletOptions>>().Value,
                    provider.GetRequiredService<Database>()
                )
            )
            .AddSingleton<EmbedSecrets>()
            .AddSingleton<MonitorSecrets>()
            .AddSingleton<OutboxKeys>();
    }

    private static AuthorizationPolicyBuilder For(string scheme) =>
        new AuthorizationPolicyBuilder(scheme).RequireAuthenticatedUser();
}
