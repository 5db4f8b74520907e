using Bunit;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Requests;

/// <summary>Tests that the grid of the queue keeps the order in which it was read.</summary>
public sealed class QueueOrderTests
{
    [Fact]
    public async Task The_open_requests_stand_by_their_deadline_and_not_by_their_reference()
    {
        var center = await RequestCenter.StartAsync();
        var due = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            var on = new DateOnly(2026, 11, 20).AddDays(i - 10);
            var taken = await center.TakeAsync(PrivacyRequestKind.Access, $"p{i}@people.example", on: on);
            due.Add(RequestNumber.Text(taken.Number));
        }
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

        IReadOnlyList<string> Order() => [.. shown.FindAll(".ref").Select(r => r.TextContent)];
    }
}
