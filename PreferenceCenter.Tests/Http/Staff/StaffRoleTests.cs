using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests every route of the console with every role, read from the endpoint table.</summary>
public sealed class StaffRoleTests
{
    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task No_route_of_the_console_is_mapped_without_saying_to_whom_it_is_open()
    {
        await using var center = await StaffCenter.StartAsync();
        var routes = Routes(center.Web.Endpoints);
        Assert.True(routes.Count >= 20);
        Assert.All(routes, r => Assert.True(r.Metadata.GetMetadata<StaffRoute>() is not null, r.RoutePattern.RawText));
        // Pages open without a sign-in are listed by name, so that none is added by mistake.
        Assert.Equal(
            ["/staff/link/{token}", "/staff/sign-in", "/staff/sign-in/code", "/staff/sign-in/passkey"],
            routes
                .Where(r => r.Metadata.GetMetadata<StaffRoute>()!.Access is null)
                .Select(r => r.RoutePattern.RawText)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        // The test can fail: a route mapped without the helper has no rule.
        Assert.Contains(
            center.Web.Endpoints.OfType<RouteEndpoint>(),
            r => r.RoutePattern.RawText == "/help" && r.Metadata.GetMetadata<StaffRoute>() is null
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    [Trait("Requirement", "SEC-11")]
    public async Task Each_role_opens_what_is_declared_for_it_and_nothing_else_and_nobody_opens_anything()
    {
        await using var center = await StaffCenter.StartAsync();
        var before = center.Acts().Count;
        var (reference, file) = await AskedAsync(center);
        foreach (var role in StaffRoles.All)
        {
            var browser = await center.SignInAsync(role);
            var acts = center.Acts().Count;
            foreach (var route in Routes(center.Web.Endpoints))
            {
                if (route.Metadata.GetMetadata<StaffRoute>()!.Access is not { } access)
                    continue;
                var path = route
                    .RoutePattern.RawText!.Replace("{Id:guid}", "{id}", StringComparison.Ordinal)
                    .Replace("/files/{id}", $"/files/{file}", StringComparison.Ordinal)
                    .Replace("{reference}", reference, StringComparison.OrdinalIgnoreCase)
                    .Replace("{id}", $"{center.Account(StaffRole.Auditor).Id}", StringComparison.Ordinal);
                foreach (var method in Methods(route))
                {
                    var (answer, nobody) = (
                        await SendAsync(browser, method, path),
                        await SendAsync(center.NewBrowser(), method, path)
                    );
                    // With access granted, a post without its token is refused for that reason only.
                    var welcome = method == HttpMethod.Post ? 400 : 200;
                    Assert.True(
                        answer.Status == (access.Roles.Contains(role) ? welcome : 403),
                        $"{role} {method} {path} {answer.Status}"
                    );
                    Assert.True(
                        nobody.Status == 303 && nobody.Location!.StartsWith("/staff/sign-in", StringComparison.Ordinal),
                        $"nobody {method} {path} {nobody.Status}"
                    );
                }
            }
            Assert.Equal(acts, center.Acts().Count);
        }
        Assert.True(before < center.Acts().Count);
    }

    // An open privacy request with a file.
    private static async Task<(string Reference, Guid File)> AskedAsync(StaffCenter center)
    {
        var taken = await center
            .Web.Get<PrivacyRequestIntake>()
            .TakeAsync(
                new Intake(
                    PrivacyRequestKind.Access,
                    PrivacyRequestOrigin.Letter,
                    SiteCalendar.Utc.DayOf(center.Web.Now),
                    "ada@people.example",
                    null,
                    null
                ),
                StaffBy.System
            );
        var queue = center.Web.Get<PrivacyRequestQueue>();
        await center
            .Web.Get<PrivacyRequestHandling>()
            .AttachAsync(
                queue.Open(taken.Reference!)!.Request.Id,
                "letter.txt",
                "Dear house"u8.ToArray(),
                StaffBy.System
            );
        return (taken.Reference!, queue.Open(taken.Reference!)!.Files[0].Id);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    public async Task An_owner_with_a_password_alone_reaches_the_set_up_and_nothing_more_until_it_is_done()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Owner));
        Assert.Equal("/staff/account", (await browser.GetAsync("/staff")).Location);
        Assert.Equal("/staff/account", (await browser.GetAsync("/staff/accounts")).Location);
        Assert.Contains("second factor", (await browser.GetAsync("/staff/account")).Text, StringComparison.Ordinal);
        await center.SetUpAppAsync(browser, StaffRole.Owner);
        Assert.Equal(200, (await browser.GetAsync("/staff/accounts")).Status);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "SEC-18")]
    public async Task Whoever_is_dismissed_or_gets_another_role_can_do_nothing_more_with_what_is_open()
    {
        await using var center = await StaffCenter.StartAsync();
        var (owner, marketer, auditor) = (
            await center.SignInAsync(StaffRole.Owner),
            await center.SignInAsync(StaffRole.Marketing),
            await center.SignInAsync(StaffRole.Auditor)
        );
        var open = center.Web.Get<StaffAuthorizer>();
        var circuit = center.TicketOf(StaffRole.Marketing);
        Assert.Equal(StaffRole.Marketing, open.Demand(circuit, StaffRole.Marketing).Role);
        Assert.Throws<UnauthorizedAccessException>(() => open.Demand(circuit, StaffRole.Owner));

        var path = $"/staff/accounts/{center.Account(StaffRole.Marketing).Id}";
        Assert.Equal(400, (await owner.PostAsync(await owner.GetAsync(path), path + "/dismiss")).Status);
        Assert.Equal(200, (await marketer.GetAsync("/staff")).Status);
        Assert.Equal(
            303,
            (await owner.PostAsync(await owner.GetAsync(path), path + "/dismiss", ("sure", "yes"))).Status
        );
        Assert.Equal(303, (await marketer.GetAsync("/staff")).Status);
        Assert.Throws<UnauthorizedAccessException>(() => open.Demand(circuit, StaffRole.Marketing));
        Assert.Equal(
            400,
            (await StaffCenter.TryAsync(center.NewBrowser(), StaffCenter.AddressOf(StaffRole.Marketing))).Status
        );

        path = $"/staff/accounts/{center.Account(StaffRole.Auditor).Id}";
        await owner.PostAsync(await owner.GetAsync(path), path + "/role", ("role", "marketing"));
        Assert.Equal(303, (await auditor.GetAsync("/staff")).Status);
        Assert.Equal([StaffAct.Dismissed, StaffAct.RoleChanged], center.Acts().TakeLast(2));
    }

    [DatabaseFact]
    public async Task The_last_owner_stays_and_nobody_changes_themselves()
    {
        await using var center = await StaffCenter.StartAsync();
        var owner = await center.SignInAsync(StaffRole.Owner);
        var (accounts, id) = (center.Web.Get<StaffAccounts>(), center.Account(StaffRole.Owner).Id);
        Assert.Equal(StaffRefusal.LastOwner, await accounts.DismissAsync(id, StaffBy.System));
        Assert.Equal(StaffRefusal.LastOwner, await accounts.ChangeRoleAsync(id, StaffRole.Auditor, StaffBy.System));
        var path = $"/staff/accounts/{id}";
        foreach (var (act, field) in new[] { ("dismiss", ("sure", "yes")), ("role", ("role", "auditor")) })
            Assert.Equal(400, (await owner.PostAsync(await owner.GetAsync(path), $"{path}/{act}", field)).Status);
        Assert.Equal(200, (await owner.GetAsync("/staff")).Status);
        Assert.Equal(
            StaffRefusal.None,
            await accounts.ChangeRoleAsync(center.Account(StaffRole.Privacy).Id, StaffRole.Owner, StaffBy.System)
        );
        Assert.Equal(StaffRefusal.None, await accounts.DismissAsync(id, StaffBy.System));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-11")]
    public async Task A_token_shown_to_somebody_else_or_to_nobody_moves_nothing()
    {
        await using var center = await StaffCenter.StartAsync();
        var (owner, marketer) = (
            await center.SignInAsync(StaffRole.Owner),
            await center.SignInAsync(StaffRole.Marketing)
        );
        var foreign = (await marketer.GetAsync("/staff/account"))
            .Page.QuerySelector("[name=token]")!
            .GetAttribute("value")!;
        var count = center.Web.Get<StaffAccounts>().List().Count;
        foreach (var token in new[] { foreign, "", "x" })
            Assert.Equal(
                400,
                (
                    await owner.SendAsync(
                        HttpMethod.Post,
                        "/staff/accounts",
                        Browser.Encode(("token", token), ("email", "new@people.example"), ("role", "owner"))
                    )
                ).Status
            );
        Assert.Equal(count, center.Web.Get<StaffAccounts>().List().Count);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_log_knows_no_address_of_the_staff_and_holds()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.SignInAsync(StaffRole.Owner);
        Assert.Contains(StaffAct.SignedIn, center.Acts());
        Assert.Contains(StaffAct.SecondFactorSetUp, center.Acts());
        using var raw = center.Web.Stored.Raw();
        foreach (
            var content in raw.Rows("""SELECT "Content" FROM "Evidence" """)
                .Select(r => System.Text.Encoding.UTF8.GetString((byte[])r[0]!))
        )
            Assert.DoesNotContain("@people.example", content, StringComparison.Ordinal);
        Assert.All(
            raw.Rows($"""SELECT "Name" FROM "Actors" WHERE "Kind" = {(int)ActorKind.Staff} """),
            r => Assert.True(Guid.TryParse((string)r[0]!, out _))
        );
    }

    private static Task<Answer> SendAsync(StaffBrowser browser, HttpMethod method, string path) =>
        browser.SendAsync(
            method,
            path,
            method == HttpMethod.Post
                ? Browser.Encode(
                    ("role", "owner"),
                    ("sure", "yes"),
                    ("email", "new@people.example"),
                    ("password", StaffCenter.Password)
                )
                : null
        );

    private static IEnumerable<HttpMethod> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => new HttpMethod(m));

    private static IReadOnlyList<RouteEndpoint> Routes(IEnumerable<Microsoft.AspNetCore.Http.Endpoint> endpoints) =>
        [
            .. endpoints
                .OfType<RouteEndpoint>()
                .Where(r =>
                    r.RoutePattern.RawText is "/staff"
                    || r.RoutePattern.RawText!.StartsWith("/staff/", StringComparison.Ordinal)
                ),
        ];
}
