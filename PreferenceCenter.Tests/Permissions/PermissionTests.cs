using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Permissions;

/// <summary>
/// Tests who may do what, by asking: every action of the console and every service that takes who acts, with every role
/// and with none. What was observed is the table of docs/permissions.md.
/// </summary>
public sealed class PermissionTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    [Trait("Requirement", "SEC-11")]
    public async Task Every_action_of_the_console_is_open_to_whom_the_document_says_and_refused_before_anything_happens()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.Web.SubscribeAsync(WebCenter.News);
        var tickets = StaffRoles.All.ToDictionary(
            r => WireName.Of(r),
            r => (object?)center.SignedInFor(r, center.Web.Now.AddHours(1)).Ticket
        );
        Assert.All(
            ActingMethod.OfConsole,
            m => Assert.Equal(typeof(StaffTicket), m.Method.GetParameters().FirstOrDefault()?.ParameterType)
        );
        PermissionDocument.Hold("console action", await WalkAsync(center, ActingMethod.OfConsole, tickets));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    public async Task Every_service_that_acts_asks_again_whoever_calls_it()
    {
        await using var center = await StaffCenter.StartAsync();
        var callers = StaffRoles.All.ToDictionary(
            r => WireName.Of(r),
            r => (object?)center.SignedInFor(r, center.Web.Now.AddHours(1)).By
        );
        Assert.True(ActingMethod.OfServices.Count > 15);
        PermissionDocument.Hold("service", await WalkAsync(center, ActingMethod.OfServices, callers));
        // Neither a name without its sign-in, nor somebody else's sign-in, nor a subscriber, nor a sender.
        var (owner, other) = ((StaffBy)callers["owner"]!, (StaffBy)callers["auditor"]!);
        foreach (var service in ActingMethod.OfServices)
        foreach (
            var by in new[]
            {
                owner with
                {
                    Ticket = null,
                },
                other with
                {
                    Ticket = owner.Ticket,
                },
                owner with
                {
                    Actor = Actor.Person,
                },
                owner with
                {
                    Actor = new Actor(ActorKind.Sender, owner.Actor.Id),
                },
            }
        )
            Assert.True(
                await service.TryAsync(center.Web.Services, by) is UnauthorizedAccessException,
                $"{service} {by}"
            );
        // The program and whoever runs its commands hold every policy.
        foreach (var service in ActingMethod.OfServices)
        foreach (var by in new[] { StaffBy.System, PreferenceCenter.Hosting.Commands.Operator })
            Assert.False(
                await service.TryAsync(center.Web.Services, by) is UnauthorizedAccessException,
                $"{service} {by}"
            );
    }

    [DatabaseFact(PostgresInLongTests = true)]
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
        foreach (var action in ActingMethod.OfConsole)
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
            Assert.True(await action.TryAsync(center.Web.Services, ticket) is UnauthorizedAccessException, $"{action}");
        Assert.Equal(before, center.Web.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_walk_finds_a_service_that_looks_before_it_asks_and_one_that_never_asks()
    {
        await using var center = await StaffCenter.StartAsync();
        var faulty = new FaultyService(center.Web.Get<StaffAuthorizer>());
        var methods = ActingMethod.Of([typeof(FaultyService)]).ToDictionary(m => m.Method.Name);
        Assert.IsNotType<UnauthorizedAccessException>(
            await methods[nameof(FaultyService.LooksFirst)].TryAsync(faulty, null)
        );
        Assert.Null(await methods[nameof(FaultyService.NeverAsks)].TryAsync(faulty, null));
    }

    // Everybody who may not is asked first and changes nothing; whoever may is let in.
    private static async Task<PermissionTable> WalkAsync(
        StaffCenter center,
        IReadOnlyList<ActingMethod> methods,
        IReadOnlyDictionary<string, object?> callers
    )
    {
        var table = new PermissionTable();
        foreach (var method in methods)
        {
            var nobody = await method.TryAsync(center.Web.Services, null);
            Assert.True(nobody is UnauthorizedAccessException, $"{method} by nobody: {nobody}");
            foreach (var (caller, by) in callers)
            {
                var before = center.Web.Rows();
                var allowed = await method.TryAsync(center.Web.Services, by) is not UnauthorizedAccessException;
                Assert.True(allowed || before.SequenceEqual(center.Web.Rows()), $"{method} by {caller}");
                table.Note($"{method}", caller, allowed);
            }
        }
        return table;
    }

    /// <summary>Service with faults that the tests must find.</summary>
    private sealed class FaultyService(StaffAuthorizer staff) : ConsoleService(staff)
    {
        public int Asked { get; private set; }

        public void NeverAsks(StaffTicket? ticket) => Asked++;

        public void LooksFirst(StaffTicket? ticket)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(ticket is null, false);
            Demand(ticket, StaffPolicies.UseConsole);
        }
    }
}
