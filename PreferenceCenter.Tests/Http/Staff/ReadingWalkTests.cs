using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>
/// Tests that no page of the console shows somebody's data without the log saying that it was read, and that none fails
/// for what stands in its address. The pages are the routes of the endpoint table; the person is somebody of whom every
/// table that a page reads holds something.
/// </summary>
public sealed class ReadingWalkTests
{
    private const string Address = "quillfeather@people.example",
        Name = "Zenobia Quillfeather",
        Letter = "quillfeather asks for everything";

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    public async Task Each_page_that_shows_somebody_is_a_reading_in_the_log_and_no_other_is()
    {
        await using var center = await StaffCenter.StartAsync();
        var paths = (await FillAsync(center))
            .Select(p => p.Path)
            .Distinct()
            .SelectMany(path =>
                path == "/staff/requests" ? [path, path + "?view=all"]
                : path == "/staff/ledger" ? [path, path + "?part=people"]
                : (string[])[path]
            )
            .Order(StringComparer.Ordinal)
            .ToArray();
        var shown = new List<string>();
        foreach (var role in (StaffRole[])[StaffRole.Privacy, StaffRole.Auditor])
        {
            var browser = await center.SignInAsync(role);
            foreach (var path in paths)
            {
                // A reading is noted once an hour.
                center.Web.Clock.Advance(TimeSpan.FromHours(1));
                var (before, answer) = (Readings(center), await browser.GetAsync(path));
                if (answer.Location?.StartsWith("/staff/sign-in", StringComparison.Ordinal) == true)
                {
                    browser = await center.SignInAsync(role);
                    (before, answer) = (Readings(center), await browser.GetAsync(path));
                }
                var shows = answer.Status == 200 && Shows(answer.Body);
                Assert.True(
                    shows == (Readings(center) > before),
                    $"{role} {path} {answer.Status}: shows the person: {shows}, in the log: {!shows}"
                );
                if (shows)
                    shown.Add(path.Split('?')[0].Split('/')[2]);
            }
        }
        Assert.Equal(["requests", "subscribers"], shown.Distinct().Order(StringComparer.Ordinal));
        // The page of the request, and its attachment; the page of the subscriber.
        Assert.Equal((4, 2), (shown.Count(s => s == "requests"), shown.Count(s => s == "subscribers")));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task No_page_fails_for_what_its_address_asks()
    {
        await using var center = await StaffCenter.StartAsync();
        var asking = (await FillAsync(center))
            .Where(p => p.Page is not null)
            .DistinctBy(p => p.Page)
            .Select(p => (p.Path, Names: QueryOf(p.Page!)))
            .Where(p => p.Names.Length > 0)
            .ToArray();
        // Nothing but a page takes something from the address.
        Assert.Equal(typeof(StaffTicket).Assembly.GetTypes().Count(t => QueryOf(t).Length > 0), asking.Length);
        var browser = await center.SignInAsync(StaffRole.Owner);
        foreach (var (path, names) in asking)
        foreach (var value in Hostile)
        {
            var query = string.Join('&', names.Select(name => $"{name}={Uri.EscapeDataString(value)}"));
            var answer = await browser.GetAsync($"{path}?{query}");
            Assert.True(
                answer.Status == 200 && answer.Page.QuerySelector(".stop") is null,
                $"{path}?{query} {answer.Status}"
            );
        }
    }

    private static readonly string[] Hostile =
    [
        "abc' \\0<é",
        "-1",
        "9223372036854775807",
        "0001-01-01",
        "9999-12-31",
        "true",
    ];

    private static string[] QueryOf(Type component) =>
        [
            .. component
                .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(p => (p.Name, Query: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(p => p.Query is not null)
                .Select(p => p.Query!.Name ?? p.Name),
        ];

    private static bool Shows(string body) => body.Contains("quillfeather", StringComparison.OrdinalIgnoreCase);

    private static long Readings(StaffCenter center)
    {
        using var raw = center.Web.Raw();
        return raw.Scalar<long>(
            $"""SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.PersonalDataRead}"""
        );
    }

    private static async Task<IReadOnlyList<(string Path, Type? Page)>> FillAsync(StaffCenter center)
    {
        var web = center.Web;
        var person = await web.SubscribeAsync(Address, [WebCenter.News, WebCenter.Offers], name: Name);
        await web.ActAsync(person, new Leave(WebCenter.News));
        await web.MailsAsync();
        await web.Browser.GetAsync("/link");
        var taken = await web.Get<PrivacyRequestIntake>()
            .TakeAsync(
                new Intake(
                    PrivacyRequestKind.Access,
                    PrivacyRequestOrigin.Letter,
                    SiteCalendar.Utc.DayOf(web.Now),
                    Address,
                    Name,
                    Letter
                ),
                StaffBy.System
            );
        var queue = web.Get<PrivacyRequestQueue>();
        await web.Get<PrivacyRequestHandling>()
            .AttachAsync(
                queue.Open(taken.Reference!)!.Request.Id,
                "letter.txt",
                System.Text.Encoding.UTF8.GetBytes(Letter),
                StaffBy.System
            );
        using (var context = web.Get<Database>().CreateContext())
            context.Insert(
                new OutboxRow
                {
                    MessageId = RandomId.New(),
                    Kind = MailKind.MyLink,
                    SubscriberId = web.Find(person).Subscriber.Id,
                    CreatedAt = web.Now,
                    DueAt = web.Now,
                }
            );
        var file = queue.Open(taken.Reference!)!.Files[0].Id;
        return
        [
            .. web
                .Endpoints.OfType<RouteEndpoint>()
                .Where(r =>
                    r.RoutePattern.RawText!.StartsWith("/staff", StringComparison.Ordinal)
                    && r.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(HttpMethods.Get)
                )
                .Select(r =>
                    (
                        r.RoutePattern.RawText!.Replace("{Id:guid}", $"{person.Id}", StringComparison.Ordinal)
                            .Replace("/files/{id}", $"/files/{file}", StringComparison.Ordinal)
                            .Replace("{reference}", taken.Reference, StringComparison.OrdinalIgnoreCase)
                            .Replace("{id}", $"{center.Account(StaffRole.Auditor).Id}", StringComparison.Ordinal)
                            .Replace("{token}", MailedToken.New().ToString(), StringComparison.Ordinal),
                        r.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type
                    )
                ),
        ];
    }
}
