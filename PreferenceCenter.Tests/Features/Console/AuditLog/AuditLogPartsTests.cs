using Bunit;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.AuditLog;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.AuditLog;

/// <summary>Tests a row of the audit log and its proof as components, and what makes one change of several events.</summary>
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
