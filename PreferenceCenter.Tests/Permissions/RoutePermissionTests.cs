using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Permissions;

/// <summary>Tests every route with every role and with none. The list of routes is the endpoint table.</summary>
public sealed class RoutePermissionTests
{
    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task Every_route_names_a_policy_or_says_that_it_is_open_and_the_staffs_open_ones_are_few()
    {
        await using var center = await StaffCenter.StartAsync();
        var routes = center.Web.Endpoints.OfType<RouteEndpoint>().ToArray();
        Assert.True(routes.Length > 60);
        Assert.All(
            routes,
            r =>
                Assert.True(
                    r.Metadata.GetMetadata<IAllowAnonymous>() is not null
                        ^ r.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not null,
                    r.RoutePattern.RawText
                )
        );
        // Pages of the staff that are open without a sign-in are listed by name, so that none is added by mistake.
        Assert.Equal(
            ["/staff/link/{token}", "/staff/sign-in", "/staff/sign-in/code", "/staff/sign-in/passkey"],
            routes
                .Where(r => IsStaffs(r) && r.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                .Select(r => r.RoutePattern.RawText)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task A_route_that_says_nothing_is_open_to_nobody_and_a_path_without_route_is_not_found()
    {
        await using var center = await StaffCenter.StartAsync();
        var policies = center.Web.Get<IAuthorizationPolicyProvider>();
        var fallback = (await policies.GetFallbackPolicyAsync())!;
        await using var scope =
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(
                center.Web.Services
            );
        var authorization = (IAuthorizationService)scope.ServiceProvider.GetService(typeof(IAuthorizationService))!;
        var owner = center
            .SignedInFor(StaffRole.Owner, center.Web.Now.AddHours(1))
            .Ticket.ToPrincipal(StaffSignIn.Scheme);
        var http = new DefaultHttpContext();
        Assert.True((await authorization.AuthorizeAsync(owner, http, fallback)).Succeeded);
        http.SetEndpoint(center.Web.Endpoints.OfType<RouteEndpoint>().First());
        Assert.False((await authorization.AuthorizeAsync(owner, http, fallback)).Succeeded);
        Assert.Equal(404, (await center.NewBrowser().GetAsync("/staff/nothing-is-here")).Status);
        Assert.Equal(404, (await center.NewBrowser().GetAsync("/nothing-is-here")).Status);
        Assert.Equal(405, (await center.NewBrowser().SendAsync(HttpMethod.Put, "/staff/account", null)).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    [Trait("Requirement", "SEC-11")]
    public async Task Each_role_opens_what_the_document_says_and_nothing_else_and_nobody_opens_anything()
    {
        await using var center = await StaffCenter.StartAsync();
        var before = center.Acts().Count;
        var (reference, file) = await RequestWithFileAsync(center);
        var table = new PermissionTable();
        foreach (var role in StaffRoles.All)
        {
            var browser = await center.SignInAsync(role);
            var acts = center.Acts().Count;
            foreach (var route in center.Web.Endpoints.OfType<RouteEndpoint>().Where(IsStaffs))
            {
                if (route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                    continue;
                var path = route
                    .RoutePattern.RawText!.Replace("{Id:guid}", "{id}", StringComparison.Ordinal)
                    .Replace("/topics/{key}/", "/topics/news/", StringComparison.Ordinal)
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
                        answer.Status == welcome || answer.Status == 403,
                        $"{role} {method} {path} {answer.Status}"
                    );
                    Assert.True(
                        nobody.Status == 303 && nobody.Location!.StartsWith("/staff/sign-in", StringComparison.Ordinal),
                        $"nobody {method} {path} {nobody.Status}"
                    );
                    if (method != HttpMethod.Head)
                        table.Note(
                            $"{method} {route.RoutePattern.RawText}",
                            WireName.Of(role),
                            answer.Status == welcome
                        );
                }
            }
            Assert.Equal(acts, center.Acts().Count);
        }
        Assert.True(before < center.Acts().Count);
        PermissionDocument.Hold("route", table);
    }

    private static async Task<(string Reference, Guid File)> RequestWithFileAsync(StaffCenter center)
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

    private static Task<Answer> SendAsync(StaffBrowser browser, HttpMethod method, string path) =>
        browser.SendAsync(
            method,
            path,
            method == HttpMethod.Post
                ? Http.Browser.Encode(
                    ("role", "owner"),
                    ("sure", "yes"),
                    ("email", "new@people.example"),
                    ("password", StaffCenter.Password)
                )
                : null
        );

    private static IEnumerable<HttpMethod> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => new HttpMethod(m));

    private static bool IsStaffs(RouteEndpoint route) =>
        route.RoutePattern.RawText is "/staff"
        || route.RoutePattern.RawText!.StartsWith("/staff/", StringComparison.Ordinal);
}
