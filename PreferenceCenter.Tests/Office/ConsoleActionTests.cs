using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Office;

/// <summary>Tests which roles may call which methods of the console's services, with every kind of ticket.</summary>
public sealed class ConsoleActionTests
{
    [Fact]
    [Trait("Requirement", "SEC-18")]
    public void Every_method_of_a_desk_says_who_may_and_asks_for_the_ticket_first()
    {
        Assert.NotEmpty(ConsoleServiceMethod.All);
        Assert.Empty(Faults(ConsoleServiceMethod.All));
        Assert.Equal(
            ["FaultyService.Anybody", "FaultyService.NoTicket", "FaultyService.Nobody"],
            Faults(ConsoleServiceMethod.Of([typeof(FaultyService)])).Order(StringComparer.Ordinal)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    [Trait("Requirement", "SEC-11")]
    public async Task Whoever_may_not_is_refused_before_anything_is_read_or_written()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.Web.SubscribeAsync(WebCenter.News);
        var tickets = new Dictionary<StaffRole, StaffTicket>();
        foreach (var role in StaffRoles.All)
        {
            await center.SignInAsync(role);
            tickets[role] = center.TicketOf(role);
        }
        var before = center.Web.Rows();
        foreach (var action in ConsoleServiceMethod.All)
        {
            Assert.True(await action.TryAsync(center, null) is UnauthorizedAccessException, $"{action} by nobody");
            foreach (var role in StaffRoles.All.Except(action.Roles!))
                Assert.True(
                    await action.TryAsync(center, tickets[role]) is UnauthorizedAccessException,
                    $"{action} by {role}"
                );
        }
        Assert.Equal(before, center.Web.Rows());
        // Roles with the right are not refused.
        foreach (var action in ConsoleServiceMethod.All)
        foreach (var role in action.Roles!)
            Assert.False(
                await action.TryAsync(center, tickets[role]) is UnauthorizedAccessException,
                $"{action} by {role}"
            );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    public async Task Whoever_was_dismissed_signed_out_or_has_only_half_signed_in_can_do_nothing()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.SignInAsync(StaffRole.Auditor);
        await center.SignInAsync(StaffRole.Owner);
        var (auditor, owner) = (center.TicketOf(StaffRole.Auditor), center.TicketOf(StaffRole.Owner));
        await StaffCenter.TryAsync(center.NewBrowser(), StaffCenter.AddressOf(StaffRole.Privacy));
        var half = center.TicketOf(StaffRole.Privacy);
        await center.Web.Get<StaffAccounts>().DismissAsync(center.Account(StaffRole.Auditor).Id, StaffBy.System);
        await center.Web.Get<StaffAccounts>().ResetAsync(center.Account(StaffRole.Owner).Id, StaffBy.System);
        var before = center.Web.Rows();
        foreach (var action in ConsoleServiceMethod.All)
        foreach (
            var ticket in new[]
            {
                auditor,
                owner,
                half,
                auditor with
                {
                    Session = Guid.Empty,
                },
                half with
                {
                    Stamp = "",
                },
            }
        )
            Assert.True(await action.TryAsync(center, ticket) is UnauthorizedAccessException, $"{action}");
        Assert.Equal(before, center.Web.Rows());
    }

    [DatabaseFact]
    public async Task The_walk_finds_a_desk_that_looks_before_it_asks()
    {
        await using var center = await StaffCenter.StartAsync();
        var faulty = ConsoleServiceMethod
            .Of([typeof(FaultyService)])
            .Single(m => m.Method.Name == nameof(FaultyService.LooksFirst));
        Assert.IsNotType<UnauthorizedAccessException>(
            await faulty.TryAsync(new FaultyService(center.Web.Get<StaffAuthorizer>()), null)
        );
    }

    private static IEnumerable<string> Faults(IEnumerable<ConsoleServiceMethod> methods) =>
        methods
            .Where(m =>
                m.Roles is not { Count: > 0 }
                || m.Method.GetParameters().FirstOrDefault()?.ParameterType != typeof(StaffTicket)
            )
            .Select(m => $"{m}");

    /// <summary>Service with faults that the tests must find.</summary>
    private sealed class FaultyService(StaffAuthorizer staff) : ConsoleService(staff)
    {
        public void Anybody(StaffTicket? ticket) => Demand(ticket);

        [ConsoleAction]
        public void Nobody(StaffTicket? ticket) => Demand(ticket);

        [ConsoleAction(StaffRole.Owner)]
        public void NoTicket() => Demand(null);

        [ConsoleAction(StaffRole.Owner)]
        public void LooksFirst(StaffTicket? ticket)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(ticket is null, false);
            Demand(ticket);
        }
    }
}
