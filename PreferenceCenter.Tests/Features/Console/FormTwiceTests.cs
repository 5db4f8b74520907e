using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Tests that every form that is posted to the console without a script happens once. The forms are those of the
/// endpoint table; one without a case, or without a reason why it needs none, fails.
/// </summary>
public sealed class FormTwiceTests
{
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["/staff/account/app"] = "A code of the app is accepted once.",
        ["/staff/account/app/remove"] = "It ends the sign-in that it came by; removed is removed.",
        ["/staff/account/recovery-codes"] = "The codes that are shown last are the ones that hold.",
        ["/staff/theme"] = "It sets a cookie, to the same colours each time.",
        ["/staff/account/passkeys"] = "The answer to a question is accepted once.",
        ["/staff/account/passkeys/remove"] = "It ends the sign-in that it came by; removed is removed.",
    };

    [DatabaseFact]
    public async Task A_form_posted_twice_is_done_once_and_leads_on_both_times()
    {
        await using var center = await StaffCenter.StartAsync();
        var of = center.Account(StaffRole.Marketing).Id;
        var cases = new Dictionary<string, (string Page, string Path, (string, string)[] Typed)>
        {
            ["/staff/accounts"] = (
                "/staff/accounts",
                "/staff/accounts",
                [("email", "bo@people.example"), ("role", "auditor")]
            ),
            ["/staff/accounts/{id}/role"] = (
                $"/staff/accounts/{of}",
                $"/staff/accounts/{of}/role",
                [("role", "auditor")]
            ),
            ["/staff/accounts/{id}/reset"] = ($"/staff/accounts/{of}", $"/staff/accounts/{of}/reset", []),
            ["/staff/accounts/{id}/dismiss"] = (
                $"/staff/accounts/{of}",
                $"/staff/accounts/{of}/dismiss",
                [("sure", "yes")]
            ),
            ["/staff/account/password"] = (
                "/staff/account",
                "/staff/account/password",
                [("password", StaffCenter.Password), ("new", "another sentence that nobody says")]
            ),
            ["/staff/account/sign-out-everywhere"] = ("/staff/account", "/staff/account/sign-out-everywhere", []),
            ["/staff/sign-out"] = ("/staff/account", "/staff/sign-out", []),
        };
        var forms = center
            .Web.Endpoints.OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true
                && e.RoutePattern.RawText!.StartsWith("/staff/", StringComparison.Ordinal)
                && e.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not null
            )
            .Select(e => e.RoutePattern.RawText!)
            .ToArray();
        Assert.Equal([], forms.Except(cases.Keys).Except(Otherwise.Keys));
        Assert.Equal([], cases.Keys.Concat(Otherwise.Keys).Except(forms));
        foreach (var (form, (path, to, typed)) in cases.OrderBy(c => c.Key == "/staff/account/password"))
        {
            var browser = await center.SignInAsync(StaffRole.Owner);
            var page = await browser.GetAsync(path);
            var other = browser.Copy();
            var before = center.Web.Rows();
            Assert.Equal(303, (await browser.PostAsync(page, to, typed)).Status);
            var after = center.Web.Rows();
            Assert.False(before.SequenceEqual(after), form);
            var second = await other.PostAsync(page, to, typed);
            Assert.True(after.SequenceEqual(center.Web.Rows()), $"{form} wrote twice");
            Assert.True(second.Status == 303, $"{form}: {second.Status}");
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_form_gone_back_to_and_filled_in_otherwise_is_another_act()
    {
        await using var center = await StaffCenter.StartAsync();
        var of = center.Account(StaffRole.Marketing).Id;
        var browser = await center.SignInAsync(StaffRole.Owner);
        var page = await browser.GetAsync($"/staff/accounts/{of}");
        foreach (var role in new[] { StaffRole.Auditor, StaffRole.Privacy })
        {
            await browser.PostAsync(page, $"/staff/accounts/{of}/role", ("role", WireName.Of(role)));
            Assert.Equal(role, center.Account(StaffRole.Marketing).Role);
        }
    }
}
