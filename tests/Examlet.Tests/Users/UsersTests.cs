namespace Examlet.Tests.Users;

public sealed class UsersTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_created_user_comes_back_with_every_field(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var now = workspace.Server.Now.Iso();

        var reply = await workspace.Owner.PostAsync(
            "/users",
            new
            {
                email = "my-student@example.com",
                name = "My Student",
                role = "student",
                timeMultiplier = 1.25,
                metadata = new { klass = "4B" },
            }
        );

        reply.ShouldBe(201).Value("id").ShouldMatch("^user_[0-9A-Za-z]{16,}$");
        reply.Json.ShouldBeJson(
            new
            {
                id = reply.Value("id"),
                email = "my-student@example.com",
                name = "My Student",
                role = "student",
                timeMultiplier = 1.25,
                metadata = new { klass = "4B" },
                createdAt = now,
                updatedAt = now,
            }
        );
    }

    [Theory, AllStores]
    public async Task A_user_made_with_an_email_only_is_a_teacher_in_normal_time(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync("/users", new { email = "my-student@example.com" });

        reply.ShouldBe(
            201,
            new
            {
                email = "my-student@example.com",
                name = (string?)null,
                role = "teacher",
                timeMultiplier = 1,
            }
        );
    }

    [Theory, AllStores("owner"), AllStores("admin"), AllStores("teacher"), AllStores("student"), AllStores("member")]
    public async Task A_user_may_have_each_role(Store store, string role)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync("/users", new { email = "a@example.com", role });

        reply.ShouldBe(201, new { role });
    }

    [Theory, AllStores]
    public async Task A_second_user_with_the_email_in_any_case_is_a_conflict_that_names_the_first(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = (await workspace.Owner.PostAsync("/users", new { email = "my-student@example.com" })).ShouldBe(201);

        var second = await workspace.Owner.PostAsync("/users", new { email = "My-Student@EXAMPLE.com" });

        second.ShouldBeProblem(409).Value("userId").ShouldBe(first.Value("id"));
    }

    [Theory, AllStores]
    public async Task Many_creations_of_one_user_at_once_make_one(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => workspace.Owner.PostAsync("/users", new { email = "one@example.com" }))
        );

        var made = replies.Single(r => r.Status == 201);
        replies.Where(r => r != made).ShouldAllBe(r => r.Status == 409 && r.Value("userId") == made.Value("id"));
    }

    [Theory, AllStores]
    public async Task The_same_email_in_another_workspace_is_no_conflict(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        (await workspace.Owner.PostAsync("/users", new { email = "my-student@example.com" })).ShouldBe(201);

        var reply = await other.Owner.PostAsync("/users", new { email = "my-student@example.com" });

        reply.ShouldBe(201);
    }

    [Theory]
    [AllStores("""{ "name": "No E-mail" }""", "email")]
    [AllStores("""{ "email": null }""", "email")]
    [AllStores("""{ "email": "" }""", "email")]
    [AllStores("""{ "email": "not an address" }""", "email")]
    [AllStores("""{ "email": 5 }""", "email")]
    [AllStores("""{ "email": "a@example.com", "name": 5 }""", "name")]
    [AllStores("""{ "email": "a@example.com", "role": "headmaster" }""", "role")]
    [AllStores("""{ "email": "a@example.com", "role": "Teacher" }""", "role")]
    [AllStores("""{ "email": "a@example.com", "timeMultiplier": 0 }""", "timeMultiplier")]
    [AllStores("""{ "email": "a@example.com", "timeMultiplier": -1 }""", "timeMultiplier")]
    [AllStores("""{ "email": "a@example.com", "timeMultiplier": "double" }""", "timeMultiplier")]
    [AllStores("""{ "email": "a@example.com", "metadata": [] }""", "metadata")]
    [AllStores("""{ "email": "a@example.com", "metadata": "text" }""", "metadata")]
    public async Task A_user_with_a_wrong_field_is_refused_and_the_field_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync("/users", body);

        reply.ShouldBeInvalid(field);
    }

    [Theory, AllStores]
    public async Task Every_wrong_field_is_named_at_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(
            "/users",
            new
            {
                email = "nobody",
                role = "headmaster",
                timeMultiplier = -1,
            }
        );

        reply.ShouldBeInvalid("email", "role", "timeMultiplier");
    }

    [Theory, AllStores]
    public async Task A_user_can_be_read_by_id(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var made = (
            await workspace.Owner.PostAsync(
                "/users",
                new
                {
                    email = "a@example.com",
                    name = "Ada",
                    metadata = new { a = 1 },
                }
            )
        ).ShouldBe(201);

        var read = await workspace.Owner.GetAsync($"/users/{made.Value("id")}");

        read.ShouldBe(200).Text.ShouldBe(made.Text);
    }

    [Theory, AllStores]
    public async Task The_list_can_be_asked_for_one_email_in_any_case(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var ada = await workspace.UserAsync("student", new { email = "ada@example.com" });
        await workspace.UserAsync("student", new { email = "bob@example.com" });

        var reply = await workspace.Owner.GetAsync("/users?email=ADA%40example.com");

        reply.ShouldBe(200)["items"].EnumerateArray().Select(u => u.GetProperty("id").GetString()).ShouldBe([ada]);
        reply.Json.ShouldHave(new { nextCursor = (string?)null });
    }

    [Theory, AllStores]
    public async Task A_patch_changes_the_fields_it_names_and_the_time_of_change(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var made = (
            await workspace.Owner.PostAsync(
                "/users",
                new
                {
                    email = "a@example.com",
                    name = "Ada",
                    role = "student",
                    metadata = new { a = 1 },
                }
            )
        ).ShouldBe(201);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        var reply = await workspace.Owner.PatchAsync(
            $"/users/{made.Value("id")}",
            new { name = "Ada L.", timeMultiplier = 1.5 }
        );

        reply
            .ShouldBe(200)
            .Json.ShouldBeJson(
                new
                {
                    id = made.Value("id"),
                    email = "a@example.com",
                    name = "Ada L.",
                    role = "student",
                    timeMultiplier = 1.5,
                    metadata = new { a = 1 },
                    createdAt = made.Value("createdAt"),
                    updatedAt = workspace.Server.Now.Iso(),
                }
            );
    }

    [Theory]
    [AllStores("""{ "email": "not an address" }""", "email")]
    [AllStores("""{ "email": null }""", "email")]
    [AllStores("""{ "role": "headmaster" }""", "role")]
    [AllStores("""{ "timeMultiplier": 0 }""", "timeMultiplier")]
    [AllStores("""{ "metadata": 5 }""", "metadata")]
    public async Task A_patch_with_a_wrong_field_is_refused_and_the_field_named(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var user = await workspace.UserAsync();

        var reply = await workspace.Owner.PatchAsync($"/users/{user}", body);

        reply.ShouldBeInvalid(field);
    }

    [Theory, AllStores]
    public async Task A_patch_to_another_users_email_is_a_conflict_that_names_that_user(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var ada = await workspace.UserAsync("student", new { email = "ada@example.com" });
        var bob = await workspace.UserAsync("student", new { email = "bob@example.com" });

        var reply = await workspace.Owner.PatchAsync($"/users/{bob}", new { email = "Ada@example.com" });

        reply.ShouldBeProblem(409).Value("userId").ShouldBe(ada);
    }

    [Theory, AllStores]
    public async Task A_deleted_user_is_gone_and_a_second_delete_finds_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var user = await workspace.UserAsync();

        (await workspace.Owner.DeleteAsync($"/users/{user}")).ShouldBe(204);

        (await workspace.Owner.GetAsync($"/users/{user}")).ShouldBeProblem(404);
        (await workspace.Owner.DeleteAsync($"/users/{user}")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task The_email_of_a_deleted_user_is_free_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var user = await workspace.UserAsync("student", new { email = "ada@example.com" });
        (await workspace.Owner.DeleteAsync($"/users/{user}")).ShouldBe(204);

        var reply = await workspace.Owner.PostAsync("/users", new { email = "ada@example.com" });

        reply.ShouldBe(201).Value("id").ShouldNotBe(user);
    }

    [Theory, AllStores]
    public async Task The_key_of_a_deleted_user_ends(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var teacher = await workspace.ClientAsync("teacher");
        (await teacher.GetAsync("/me")).ShouldBe(200);

        (await workspace.Owner.DeleteAsync($"/users/{teacher.UserId}")).ShouldBe(204);

        (await teacher.GetAsync("/me")).ShouldBeProblem(401);
    }
}
