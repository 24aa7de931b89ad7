using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Running;

/// <summary>What a start brings along, and what not.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task No_keys_for_cookies_are_kept_which_would_warn_at_a_start_without_a_home_folder()
    {
        await using var app = ExamletHost.Build([]);

        app.Services.GetService<IDataProtectionProvider>().ShouldBeNull();
        app.Services.GetService<IAuthenticationService>().ShouldNotBeNull();
    }
}
