using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.AuditLog;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.AuditLog;

/// <summary>Tests the audit log of the console: a change a row, what is filtered, who is named, and the proof.</summary>
public sealed class AuditLogTests
{
    private static readonly AuditLogQuery All = AuditLogQuery.Of(0, null, null, null, null, null);

    [DatabaseFact]
    public async Task A_change_is_one_row_with_its_events_and_whom_it_is_about_and_who_made_it()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        center.Web.Clock.Advance(TimeSpan.FromDays(2));
        var taken = await center.TakeAsync(PrivacyRequestKind.Objection, "ada@people.example");
        Assert.NotNull(taken);

        var page = await ListAsync(center, All);
        var objection = page.Changes[0];
        // Left everything, objects to profiling, and the request: one act, one row.
        Assert.True(objection.Lines.Count >= 3);
        Assert.Equal(
            (person.Id, EmailAddress.Mask("ada@people.example")),
            (objection.Person?.Id, objection.Person?.Masked)
        );
        Assert.Equal(StaffCenter.AddressOf(StaffRole.Privacy), System.Net.WebUtility.HtmlDecode(objection.By.Value));
        Assert.Contains(objection.Lines, line => line.About?.Value == "<bdi>Objection</bdi>: <bdi>open</bdi>");
        Assert.True(
            objection.Lines.Select(l => l.Position).SequenceEqual(objection.Lines.Select(l => l.Position).Order())
        );

        var account = page.Accounts.Single(a => a.Name == StaffCenter.AddressOf(StaffRole.Privacy)).Actor;
        var today = center.Web.Now.UtcDateTime.ToString(
            "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.Single(
            (await ListAsync(center, AuditLogQuery.Of(0, null, "request-changed", null, null, null))).Changes
        );
        Assert.Equal(
            objection.Position,
            Assert
                .Single(
                    (await ListAsync(center, AuditLogQuery.Of(0, "people", null, $"{account}", today, null))).Changes
                )
                .Position
        );
        Assert.Empty((await ListAsync(center, AuditLogQuery.Of(0, "people", null, "person", today, null))).Changes);
    }

    [DatabaseFact]
    public async Task A_change_of_settings_forms_categories_and_templates_is_named()
    {
        await using var center = await RequestCenter.StartAsync();
        var (web, by) = (center.Web, center.By(StaffRole.Marketing));
        List<Fault> faults = [];
        var settings = new Dictionary<string, string?> { ["name"] = "<b>Lighthouse</b>", ["color"] = "#b3261e" };
        await web.Get<SettingsChanges>().ApplyAsync(SettingsFile.Read(settings, faults)!, by);
        await web.ApplyFormsAsync(
            """{ "forms": [{ "key": "autumn", "state": "draft", "topics": ["news"], "texts": { "en": { "title": "Autumn" } } }] }"""
        );
        await web.ApplyTopicsAsync(
            """{ "categories": [{ "key": "sea", "texts": { "en": { "name": "The sea" } } }] }"""
        );
        await web.Get<KeptTemplates>().ApplyAsync([new TemplateFile("monthly", "<p>Hello</p>"u8.ToArray())], by);

        var named = (await ListAsync(center, All))
            .Changes.SelectMany(c => c.Lines)
            .Select(l => l.About?.Value)
            .ToList();
        foreach (var name in new[] { "name, color", "autumn", "sea", "monthly" })
            Assert.Contains(name, named);
        Assert.DoesNotContain(named, n => n?.Contains("Lighthouse", StringComparison.Ordinal) == true);
    }

    [DatabaseFact]
    public async Task A_page_ends_where_the_next_begins_and_loses_nothing()
    {
        await using var center = await RequestCenter.StartAsync();
        for (var i = 0; i < 45; i++)
        {
            center.Web.Clock.Advance(TimeSpan.FromSeconds(1));
            await center.Web.SubscribeAsync($"p{i}@people.example", [WebCenter.News]);
        }
        var (seen, query, pages) = (new List<long>(), All with { Part = AuditLogPart.People }, 0);
        for (; ; pages++)
        {
            var page = await ListAsync(center, query);
            seen.AddRange(page.Changes.SelectMany(c => c.Lines).Select(l => l.Position));
            if (page.Before is not { } before)
                break;
            query = query with { Before = before };
        }
        using var context = center.Web.Get<Database>().CreateContext();
        Assert.Equal(1, pages);
        Assert.Equal(
            context.LedgerEvents.Where(e => e.LedgerId != Guid.Empty).Select(e => e.Position).AsEnumerable().Order(),
            seen.Order()
        );
    }

    [DatabaseFact]
    public async Task Each_entry_has_a_proof_that_leads_to_the_checkpoint()
    {
        await using var center = await RequestCenter.StartAsync();
        await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var last = (await ListAsync(center, All)).Changes[0].Lines[^1].Position;
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<AuditLogService>();
        var proof = (await service.ProofAsync(center.By(StaffRole.Auditor).Ticket, 0, last, Stop))!;
        Assert.True(proof.Holds);
        Assert.NotEmpty(proof.Path);
        Assert.Contains("\n\n— ", proof.Checkpoint, StringComparison.Ordinal);
        Assert.Null(await service.ProofAsync(center.By(StaffRole.Auditor).Ticket, 0, last + 1000, Stop));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            service.ProofAsync(center.By(StaffRole.Marketing).Ticket, 0, last, Stop)
        );
    }

    [Fact]
    public async Task A_verification_that_is_stopped_has_no_result()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var check = new LogCheck(
            center.Get<LedgerVerifier>(),
            center.Get<Database>(),
            new Stopped(),
            center.Clock,
            NullLogger<LogCheck>.Instance
        );
        check.Start();
        while (check.State.Running)
            await Task.Yield();
        Assert.Equal((true, false, null), (check.State.Cancelled, check.State.Failed, check.State.Verdict));
    }

    private sealed class Stopped : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping { get; } = new(canceled: true);
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() { }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<AuditLogSlice> ListAsync(RequestCenter center, AuditLogQuery query)
    {
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<AuditLogService>()
            .ListAsync(
                center.By(StaffRole.Auditor).Ticket,
                query,
                center.Web.Get<PageContexts>().In("en", asked: false),
                Stop
            );
    }
}
