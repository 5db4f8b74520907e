using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests that a stranger cannot fill the log with errors by cookies that nobody can read.</summary>
public sealed class UnreadableCookieTests
{
    [Fact]
    public async Task A_cookie_of_a_form_that_nobody_can_read_is_replaced_without_a_word_in_the_log()
    {
        using var log = new FailureLog();
        await using var center = await WebCenter.StartAsync(adjust: services =>
        {
            WebCenter.WithoutCircuits(services);
            services.AddSingleton<ILoggerProvider>(log);
        });
        var answer = await center.Browser.SendAsync(
            HttpMethod.Get,
            "/staff/sign-in",
            null,
            ("Cookie", "__Host-staff-form=garbage")
        );
        Assert.Equal(200, answer.Status);
        Assert.Contains("__Host-staff-form=", answer["Set-Cookie"], StringComparison.Ordinal);
        await center.Browser.SendAsync(
            HttpMethod.Post,
            "/staff/sign-in",
            Browser.Encode(("token", "garbage"), ("email", "a@people.example")),
            ("Cookie", "__Host-staff-form=garbage")
        );
        Assert.Empty(log.Failures);
    }
}
