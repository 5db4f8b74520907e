using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests which answers to tracking and profiling count: no is the default, and a yes needs its wording.</summary>
public sealed class PermissionTests
{
    private static readonly DateTimeOffset Now = SubscriberSimulation.Start;

    public static TheoryData<long> Permissions => [Aspect.Tracking, Aspect.Profiling];

    [Theory]
    [MemberData(nameof(Permissions))]
    [Trait("Requirement", "DEC-02")]
    public void Silence_is_no_yes(long aspect)
    {
        Assert.Equal(Permission.Unknown, Permission.Of(PersonState.Empty[aspect], new(1, []), Now));
        Assert.Equal(TrackingConsent.Unknown, default);
        Assert.Equal(Profiling.Unknown, default);
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public void A_yes_of_before_there_were_notices_is_none_and_can_be_given_anew(long aspect)
    {
        var old = new ConsentEvent(
            1,
            EventKind.Granted,
            aspect,
            Permission.Yes,
            0,
            0,
            new Act(Channel.MailedPage, Actor.Person, Now, LawfulBasis.Consent, 1, 0)
        );
        var state = History.Apply(PersonState.Empty, old);
        Assert.Equal(Permission.Yes, state[aspect].Value);
        Assert.Equal(Permission.Unknown, Permission.Of(state[aspect], null, Now));
        Assert.Equal(Permission.Unknown, Permission.Of(state[aspect], new(7, []), Now));

        var again = Decisions.Decide(
            state,
            new Choose(new Dictionary<long, long> { [aspect] = Permission.Yes }, AddsAtOnce: true)
            {
                Anew = new HashSet<long> { aspect },
            },
            old.Act with
            {
                Notices = new Dictionary<long, TopicNotice> { [aspect] = new(7, []) },
            },
            Policy.Default
        );
        state = again.Events.Aggregate(state, History.Apply);
        Assert.Equal(Permission.Yes, Permission.Of(state[aspect], new(7, []), Now));
    }

    [Fact]
    public void A_profiling_allowed_that_the_log_has_as_zero_is_unknown()
    {
        var act = new Act(Channel.MailedPage, Actor.Person, Now, LawfulBasis.Consent, 1, 0);
        var state = new[]
        {
            new ConsentEvent(1, EventKind.Withdrawn, Aspect.Profiling, 1, 0, 0, act),
            new ConsentEvent(2, EventKind.Granted, Aspect.Profiling, 0, 1, 0, act),
        }.Aggregate(PersonState.Empty, History.Apply);
        Assert.Equal(Profiling.Unknown, Permission.Profiling(state, null, Now));
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public void A_yes_ends_with_its_purpose_and_an_imported_one_counts_as_older(long aspect)
    {
        var given = new SubscriberSimulation();
        given.Apply(NewChange.Choose(aspect, Permission.Yes), Channel.MailedPage);
        var imported = new SubscriberSimulation();
        imported.Apply(NewChange.Assert(aspect, Permission.Yes), Channel.Import, ActorKind.Operator);
        foreach (var choice in new[] { given.State[aspect], imported.State[aspect] })
        {
            var changed = new TopicNotice(4, [new NewPurpose(4, Now.AddDays(30))]);
            Assert.Equal(Permission.Yes, Permission.Of(choice, changed, Now.AddDays(29)));
            Assert.Equal(Permission.Unknown, Permission.Of(choice, changed, Now.AddDays(30)));
        }
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public void An_import_adds_a_yes_only_where_nobody_said_no(long aspect)
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(aspect, Permission.No));
        var refused = subscriber.Apply(NewChange.Assert(aspect, Permission.Yes), Channel.Import, ActorKind.Operator);
        Assert.Equal(Refusal.OptedOut, refused.Refusal);
        Assert.Equal(Permission.No, subscriber.State[aspect].Value);
        Assert.Equal(
            Refusal.Invalid,
            subscriber.Apply(NewChange.Assert(aspect, Permission.No), Channel.Import, ActorKind.Operator).Refusal
        );
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public void After_a_no_nobody_is_asked_for_six_months(long aspect)
    {
        var subscriber = new SubscriberSimulation();
        Assert.Null(Permission.QuietUntil(subscriber.State[aspect], Now));
        subscriber.Apply(NewChange.Choose(aspect, Permission.No));
        var (choice, until) = (subscriber.State[aspect], subscriber.Now.AddMonths(6));
        Assert.Equal(until, Permission.QuietUntil(choice, until.AddSeconds(-1)));
        Assert.Null(Permission.QuietUntil(choice, until));
    }
}
