using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests the files that a browser downloads from the request console.</summary>
public sealed class DownloadTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    public async Task A_file_is_saved_and_never_shown_and_only_for_whoever_may()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        await center.Work.AttachAsync(
            row.Id,
            "Brief übersetzt.txt",
            "<script>alert(1)</script>"u8.ToArray(),
            center.Privacy
        );
        var path = $"/staff/requests/{row.Reference}/files/{Assert.Single(center.Open(row.Reference).Files).Id}";
        var privacy = await center.Staff.SignInAsync(StaffRole.Privacy);
        var answer = await privacy.GetAsync(path);
        Assert.Equal(
            (200, "text/plain", "default-src 'none'; sandbox", "nosniff", "no-store"),
            (
                answer.Status,
                answer["Content-Type"],
                answer["Content-Security-Policy"],
                answer["X-Content-Type-Options"],
                answer["Cache-Control"]
            )
        );
        Assert.StartsWith("attachment", answer["Content-Disposition"], StringComparison.Ordinal);
        Assert.Contains("%C3%BC", answer["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", answer.Body);
        // A file of another request, or of none, is not found.
        var other = await center.TakeAsync(PrivacyRequestKind.Access, "grace@people.example");
        Assert.Equal(
            404,
            (await privacy.GetAsync(path.Replace(row.Reference, other.Reference, StringComparison.Ordinal))).Status
        );
        Assert.Equal(404, (await privacy.GetAsync($"/staff/requests/{row.Reference}/files/{Guid.AllBitsSet}")).Status);
        Assert.Equal(403, (await (await center.Staff.SignInAsync(StaffRole.Marketing)).GetAsync(path)).Status);
        Assert.Equal(303, (await center.Staff.NewBrowser().GetAsync(path)).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_figures_are_a_table_of_twelve_months_and_their_sum()
    {
        await using var center = await RequestCenter.StartAsync();
        await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var answer = await (await center.Staff.SignInAsync(StaffRole.Auditor)).GetAsync(
            "/staff/requests/figures.csv?year=2026"
        );
        var lines = answer
            .Body.Replace("\"", "", StringComparison.Ordinal)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((200, "text/csv; charset=utf-8", 14), (answer.Status, answer["Content-Type"], lines.Length));
        Assert.Equal("year,month,received,in_time,late,extended,refused,open,median_days", lines[0]);
        Assert.Equal(("2026,11,1,0,0,0,0,1,", "2026,all,1,0,0,0,0,1,"), (lines[11], lines[13]));
    }

    // At noon of 31 December UTC, the new year has come to Auckland.
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_figures_are_of_the_year_that_it_is_where_the_site_is()
    {
        await using var center = await RequestCenter.StartAsync("Site:TimeZone=Pacific/Auckland");
        center.Web.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 31, 12, 0, 0, TimeSpan.Zero));
        await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example", on: new DateOnly(2027, 1, 1));
        var figures = center.Web.Get<RequestFigures>();
        var cancel = TestContext.Current.CancellationToken;
        var (now, before) = (await figures.OfAsync(figures.ThisYear, cancel), await figures.OfAsync(2026, cancel));
        Assert.Equal((2027, false, 1, 1), (now.Year, now.HasNext, now.Whole.Received, now.Months[0].Received));
        Assert.Equal((2026, true, 0), (before.Year, before.HasNext, before.Whole.Received));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Whoever_asked_twice_follows_the_one_that_is_answered_by_either_reference()
    {
        await using var center = await RequestCenter.StartAsync();
        var first = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        await center.Intake.TakeAsync(
            new Intake(
                PrivacyRequestKind.Access,
                PrivacyRequestOrigin.Mail,
                new DateOnly(2026, 11, 23),
                "ada@people.example",
                null,
                null
            ),
            center.Privacy
        );
        using var raw = center.Web.Raw();
        var second = raw.Scalar<string>("""SELECT "Reference" FROM "Requests" WHERE "JoinedTo" IS NOT NULL""");
        Assert.Contains(
            RequestNumber.Text(first.Number),
            (await center.Web.Browser.GetAsync($"/privacy/{second}")).Text,
            StringComparison.Ordinal
        );
    }
}
