using Bunit;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Requests;

/// <summary>Tests the grid of the queue: the order in which it was read, and what is selected, assigned and undone.</summary>
public sealed class QueueOrderTests
{
    [Fact]
    public async Task The_open_requests_stand_by_their_deadline_and_an_assignment_of_many_can_be_undone()
    {
        var center = await RequestCenter.StartAsync();
        var (due, rows) = (new List<string>(), new List<PrivacyRequestRow>());
        for (var i = 0; i < 8; i++)
        {
            var on = new DateOnly(2026, 11, 20).AddDays(i - 10);
            var taken = await center.TakeAsync(PrivacyRequestKind.Access, $"p{i}@people.example", on: on);
            due.Add(RequestNumber.Text(taken.Number));
            rows.Add(taken);
        }
        // Somebody is erased, and copies are still being removed: nobody can be given that.
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var erasing = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.Web.EraseAsync(person);
        due.Add(RequestNumber.Text(erasing.Number));
        var owner = center.Staff.Account(StaffRole.Owner).Id;
        await center.Work.AssignAsync(rows[1].Id, owner, center.Owner);
        await using var console = OpenedConsole.In(center.Staff, StaffRole.Privacy);
        var shown = console.Render<QueuePage>();
        shown.WaitForState(() => Order().Count == due.Count, OpenedConsole.Long);
        // Once it is open, the grid is told what it is sorted by.
        var grid = shown.FindComponent<MudBlazor.MudDataGrid<QueueLine>>();
        shown.WaitForState(
            () => grid.Instance.SortDefinitions.ContainsKey(nameof(QueueLine.DueUntil)),
            OpenedConsole.Long
        );
        shown.Render();
        Assert.Equal(due, Order());
        await AssertUndoAsync(center, console, shown, rows, owner);

        IReadOnlyList<string> Order() => [.. shown.FindAll(".ref").Select(r => r.TextContent)];
    }

    private static async Task AssertUndoAsync(
        RequestCenter center,
        OpenedConsole console,
        IRenderedComponent<QueuePage> shown,
        List<PrivacyRequestRow> rows,
        Guid owner
    )
    {
        var (notices, self) = (console.Get<ConsoleNotices>(), center.Staff.Account(StaffRole.Privacy).Id);
        await shown.ActAsync("th.pick input", all => all.ChangeAsync(new() { Value = true }));
        Assert.Equal(rows.Count, shown.FindAll("td.pick input").Count);
        await shown.ActAsync("[data-row-act]", key => key.ChangeAsync(new() { Value = "a " }));
        Assert.All(rows, row => Assert.Equal(self, center.Again(row).AssigneeId));
        Assert.Equal("<bdi>8</bdi> requests assigned.", console.Said);

        var undo = notices.Undo!;
        await center.Work.AssignAsync(rows[2].Id, owner, center.Owner);
        await shown.InvokeAsync(undo);
        Assert.Equal(
            [null, owner, owner, null, null, null, null, null],
            rows.Select(row => center.Again(row).AssigneeId)
        );
        Assert.StartsWith(
            "<bdi>7</bdi> assignments undone. Not assigned, because somebody changed",
            notices.Refused?.Value,
            Ordinal
        );
        Assert.Contains(RequestNumber.Text(rows[2].Number), notices.Refused?.Value, Ordinal);
        Assert.Null(notices.Undo);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;
}
