using Examlet.Access;
using Examlet.Answers;
using Examlet.Audit;
using Examlet.EmbedSessions;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Exports;
using Examlet.Files;
using Examlet.Gradebook;
using Examlet.Grading;
using Examlet.Http;
using Examlet.Live;
using Examlet.Pages;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Receipts;
using Examlet.Retained;
using Examlet.Room;
using Examlet.Sandbox;
using Examlet.Scoring;
using Examlet.Settings;
using Examlet.Staff;
using Examlet.Statistics;
using Examlet.Storage;
using Examlet.Student;
using Examlet.Telemetry;
using Examlet.Time;
using Examlet.Users;
using Examlet.Webhooks;
using Examlet.Workspaces;
using Microsoft.Extensions.Options;

namespace Examlet;

/// <summary>Puts the server together: options, services, middleware, routes.</summary>
public static class ExamletHost
{
    /// <summary>
    /// Makes Kestrel refuse a bare line feed as the end of a line. A proxy may read such a line differently, and then
    /// the two see different requests.
    /// </summary>
    private const string StrictLines = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    /// <summary>
    /// Builds the server. The server listens once it is started. Throws <see cref="OptionsValidationException"/> for
    /// settings that are not valid.
    /// </summary>
    /// <param name="args">Ordinary ASP.NET Core arguments, such as <c>--urls</c>.</param>
    /// <param name="configure">Runs before the services are built.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        AppContext.SetSwitch(StrictLines, isEnabled: true);
        var builder = WebApplication.CreateSlimBuilder(Options(args));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(TimeProvider.System);
        configure?.Invoke(builder);
        var machine = (TimeProvider)
            builder.Services.Last(service => service.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
        builder.Services.AddSingleton<TimeProvider>(new WorkspaceTime(machine));
        AddServices(builder);
        var app = builder.Build();
        UseMiddleware(app);
        Map(app);
        return app;
    }

    /// <summary>
    /// Checks the settings and brings the database up to date before anything runs. An error is thrown, and nobody else
    /// logs it.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting is not valid.</exception>
    /// <exception cref="InvalidOperationException">
    /// The database cannot be used; the message says what to do.
    /// </exception>
    public static Task PrepareAsync(WebApplication app, CancellationToken cancellation = default)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        return app.Services.GetRequiredService<FirstStart>().StartAsync(cancellation);
    }

    /// <summary>
    /// The sources of settings, the same for the server and every verb: the program's own folder, the environment and
    /// <paramref name="args"/>.
    /// </summary>
    public static WebApplicationOptions Options(string[] args) =>
        new() { Args = args, ContentRootPath = AppContext.BaseDirectory };

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.KeepPathsOutOfLogs();
        var section = builder.Configuration.GetSection(ExamletOptions.Section);
        services.AddOptions<ExamletOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Bodies.Default;
            kestrel.Limits.RequestHeadersTimeout = Limits.HeadersTime;
        });
        services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddCors(cors =>
            cors.AddPolicy(
                Routes.AnyOrigin,
                policy =>
                    policy
                        .AllowAnyOrigin()
                        .AllowAnyMethod()
                        .AllowAnyHeader()
                        .WithExposedHeaders("Idempotent-Replayed", "Location", "Retry-After")
                        .SetPreflightMaxAge(TimeSpan.FromHours(1))
            )
        );
        services.AddApiDescription();
        builder.AddTelemetry();
        AddFolders(services);
    }

    /// <summary>What is held of a workspace and of a user, table by table; those first that name others.</summary>
    public static IReadOnlyList<Holding> Holdings { get; } =
    [
        IdempotencyStore.Holding,
        FileStore.Holding,
        ReceiptStore.Holding,
        RetainedSaveStore.Holding,
        ReadableAnswers.Holding,
        AnnouncementStore.Holding,
        PresenceStore.Holding,
        AuditStore.Holding,
        .. GradeStore.Holdings,
        KeyRevisionStore.Holding,
        MonitorLinkStore.Holding,
        DeliveryStore.Holding,
        WebhookStore.Holding,
        AnswerStore.Holding,
        EmbedEvents.Holding,
        EmbedSessionStore.Holding,
        StaffSessionStore.Holding,
        ExamSessionStore.Holding,
        PermissionStore.Holding,
        .. ExamStore.Holdings,
        ApiKeyStore.Holding,
        UserStore.Holding,
        WorkspaceStore.Holding,
    ];

    private static void AddFolders(IServiceCollection services)
    {
        services.AddSingleton(Holdings);
        services.AddWorkspaces(); // The first start comes before all other work: it makes the schema.
        services.AddStorage();
        services.AddHealth();
        services.AddAccess();
        services.AddPipeline();
        services.AddUsers();
        services.AddQuestions();
        services.AddExamSessions();
        services.AddWebhooks();
        services.AddEndings();
        services.AddEmbedSessions();
        services.AddPages();
        services.AddFiles();
        services.AddAnswers();
        services.AddRetained();
        services.AddScoring();
        services.AddReceipts();
        services.AddLive();
        services.AddRoom();
        services.AddGradebook();
        services.AddStatistics();
        services.AddGrading();
        services.AddStaff();
        services.AddStudent();
        services.AddExports();
    }

    private static void UseMiddleware(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseMiddleware<Faults>();
        UseSaveLane(app);
        app.UseEventStreams();
        app.UseStatusCodePages(status => Faults.AnswerStatusAsync(status.HttpContext));
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<SandboxTime>();
        app.UseMiddleware<Budgets>();
        app.UsePlainRequests();
        app.UseMiddleware<HeavyAnswers>();
        app.UseMiddleware<Idempotency>();
        app.UseMiddleware<HeavyRequests>();
    }

    /// <summary>All that a plain save of a student meets. What its secret opens is read with the save.</summary>
    private static void UseSaveLane(WebApplication app)
    {
        var lane = new Lazy<SaveLane>(app.Services.GetRequiredService<SaveLane>);
        app.MapWhen(
            http => lane.Value.Takes(http), // the operation, the secret, JSON, no encoding, no query
            save =>
            {
                save.UseMiddleware<SandboxTime>();
                save.UseMiddleware<Budgets>();
                save.Run(http => lane.Value.SaveAsync(http));
            }
        );
    }

    private static void Map(WebApplication app)
    {
        var api = app.MapGroup("").RequireCors(Routes.AnyOrigin).LimitedPerKey();
        api.MapUsers();
        api.MapExams();
        api.MapPermissions();
        api.MapEmbedSessions();
        api.MapExamSessions();
        api.MapRelease();
        api.MapGrading();
        api.MapRescores();
        api.MapSessionFiles();
        api.MapResults();
        api.MapStatistics();
        api.MapRetained();
        api.MapReceipts();
        api.MapRoom();
        api.MapMonitorLinks();
        api.MapTestClock();
        api.MapWebhooks();
        app.MapStaff();
        app.MapStudent();
        app.MapStudentFiles();
        app.MapMonitor();
        app.MapHealth();
        app.MapMetrics();
        var docs = app.Services.GetRequiredService<IOptions<ExamletOptions>>().Value.ApiDocs;
        if (docs)
        {
            app.MapApiDescription();
        }

        EmbedPage.Map(app);
        MonitorPage.Map(app);
        PlayerAssets.Map(app);
        app.MapGet("/", () => docs ? Results.Redirect("docs") : Results.Redirect("health/live"))
            .ExcludeFromDescription();
    }

    private static class Routes
    {
        public const string AnyOrigin = "any-origin";
    }
}
