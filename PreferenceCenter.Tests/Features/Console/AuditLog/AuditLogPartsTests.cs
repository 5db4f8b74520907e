using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.AuditLog;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.AuditLog;

/// <summary>
/// Tests a row of the audit log, its proof and its filters as components, and what makes one change of several events.
/// </summary>
public sealed class AuditLogPartsTests : ConsoleBunit
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ada = new("00000000-0000-4000-8000-000000000001"),
        Bob = new("00000000-0000-4000-8000-000000000002"),
        Nobody = Guid.Empty;

    [Fact]
    public void A_change_of_several_events_opens_and_closes_and_each_leads_to_its_proof()
    {
        var row = Render<AuditLogRow>(p =>
            p.Add(r => r.Change, Change(3)).Add(r => r.PathOf, position => Invariant($"/staff/ledger?entry={position}"))
        );
        Assert.Single(row.FindAll("tr"));
        Assert.Equal("false", row.Find("button").GetAttribute("aria-expanded"));
        row.Find("button").Click();
        Assert.Equal("true", row.Find("button").GetAttribute("aria-expanded"));
        Assert.Equal(
            ["/staff/ledger?entry=7", "/staff/ledger?entry=8", "/staff/ledger?entry=9"],
            row.FindAll("tr.within a").Select(a => a.GetAttribute("href"))
        );
        row.Find("button").Click();
        Assert.Single(row.FindAll("tr"));
    }

    [Fact]
    public void A_change_is_open_when_the_proof_of_one_of_its_later_events_is_shown_and_that_row_is_marked()
    {
        string[] Marked(long? shown) =>
            [
                .. Render<AuditLogRow>(p =>
                        p.Add(r => r.Change, Change(3)).Add(r => r.PathOf, _ => "").Add(r => r.Shown, shown)
                    )
                    .FindAll("tr.here [data-row]")
                    .Select(a => a.GetAttribute("data-row")!),
            ];
        Assert.Equal(["8"], Marked(8));
        Assert.Equal(["7"], Marked(7));
        Assert.Empty(Marked(6));
        Assert.Empty(Marked(null));
    }

    [Fact]
    public async Task Filters_stand_in_the_address_are_counted_and_taken_back_together()
    {
        var asked = AuditLogQuery.Of(0, "people", "withdrawn", null, null, 40);
        var filters = Render<AuditLogFilters>(p =>
            p.Add(f => f.Kind, asked.KindTyped)
                .Add(f => f.Accounts, [(Ada, "ada@staff.example")])
                .Add(f => f.PathTo, (kind, by, day) => asked.With(kind, by, day).Path("/staff/ledger"))
        );
        string At() => Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Url());
        string Url() => Services.GetRequiredService<NavigationManager>().Uri;
        Assert.Equal("1", filters.Find(".unfold .count").TextContent);
        Assert.Equal("/staff/ledger?part=people", filters.Find("a.button").GetAttribute("href"));

        await filters.ActAsync(
            () => filters.FindAll("select")[1],
            field => field.ChangeAsync(new() { Value = $"{Ada}" })
        );
        Assert.Equal($"staff/ledger?part=people&kind=withdrawn&by={Ada}", At());
        await filters.ActAsync(
            () => filters.Find("[type=date]"),
            field => field.ChangeAsync(new() { Value = "2026-11-30" })
        );
        Assert.Equal("staff/ledger?part=people&kind=withdrawn&day=2026-11-30", At());
        // A year that is being typed asks for nothing.
        await filters.ActAsync(
            () => filters.Find("[type=date]"),
            field => field.ChangeAsync(new() { Value = "0002-11-30" })
        );
        Assert.Equal("staff/ledger?part=people&kind=withdrawn&day=2026-11-30", At());

        Assert.Equal("false", filters.Find(".unfold").GetAttribute("aria-expanded"));
        await filters.PressAsync(".unfold");
        Assert.Equal("true", filters.Find(".unfold").GetAttribute("aria-expanded"));
        Assert.Empty(filters.FindAll(".folded"));
    }

    [Fact]
    public void The_proof_says_what_it_proves_and_whether_it_holds_and_leads_back_to_its_row()
    {
        var change = Change(2) with { OfPerson = true, Person = new AuditLogPerson(Ada, "a•••@people.example") };
        string Of(bool holds) =>
            Render<AuditLogProofPanel>(p =>
                p.Add(r => r.Proof, new AuditLogProof(8, "leaf", ["sibling"], "origin", holds))
                    .Add(r => r.Change, change)
                    .Add(r => r.Close, "/staff/ledger")
            ).Markup;
        var panel = Of(holds: true);
        Assert.Contains("data-back=\"8\"", panel, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Proof of entry 8\"", panel, StringComparison.Ordinal);
        Assert.Contains("a•••@people.example", panel, StringComparison.Ordinal);
        Assert.Contains("tag yes", panel, StringComparison.Ordinal);
        Assert.Contains("tag no", Of(holds: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_is_masked_and_led_to_and_one_who_was_erased_is_said_to_be()
    {
        string Of(AuditLogPerson? person) =>
            Render<AuditLogRow>(p =>
                p.Add(r => r.Change, Change(1) with { OfPerson = true, Person = person }).Add(r => r.PathOf, _ => "")
            ).Markup;
        var here = Of(new AuditLogPerson(Ada, "a•••@people.example"));
        Assert.Contains("a•••@people.example", here, StringComparison.Ordinal);
        Assert.Contains($"/staff/subscribers/{Ada}", here, StringComparison.Ordinal);
        Assert.Contains("a person who was erased", Of(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Events_are_of_one_change_where_one_actor_made_them_at_one_moment_about_one_person()
    {
        long position = 100;
        AuditLogEntry Entry(Guid person, int second = 0, ActorKind by = ActorKind.Person) =>
            new(--position, At.AddSeconds(second), EventKind.Withdrawn, 1, 0, Channel.OneClick, by, Nobody, person);
        Assert.Equal(
            [1, 2, 1, 1, 2],
            AuditLogChange
                .Group([
                    Entry(Ada, 3),
                    Entry(Ada, 2),
                    Entry(Ada, 2),
                    Entry(Bob, 2),
                    Entry(Bob, 2, ActorKind.System),
                    // A request, and what it did to its person.
                    Entry(Nobody, 1),
                    Entry(Bob, 1),
                ])
                .Select(group => group.Count)
        );
    }

    private static AuditLogChange Change(int events) =>
        new(
            [
                .. Enumerable
                    .Range(7, events)
                    .Select(i => new AuditLogLine(i, new MarkupString("Consent withdrawn"), null)),
            ],
            At,
            new MarkupString("the person"),
            false,
            null
        );
}
