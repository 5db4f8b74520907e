using System.Reflection;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>
/// Tests that every aspect is classified, and that a footer link only takes away: whatever else is asked through it
/// waits for the mailbox.
/// </summary>
public sealed class DirectionTests
{
    private static readonly DateTimeOffset Now = SubscriberSimulation.Start;

    /// <summary>Every aspect that the domain knows, a topic included.</summary>
    public static TheoryData<long> Aspects =>
        [
            .. typeof(Aspect)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(f => f.IsLiteral)
                .Select(f => (long)f.GetRawConstantValue()!)
                .Append(1),
        ];

    [Theory]
    [MemberData(nameof(Aspects))]
    [Trait("Requirement", "SEC-21")]
    public void A_footer_takes_away_at_once_and_asks_for_all_else(long aspect)
    {
        long[] values = [.. Values(aspect).Where(v => ChoiceDirection.Knows(aspect, v))];
        foreach (var (from, to) in from a in values.Prepend(0) from b in values where a != b select (a, b))
        {
            var subscriber = new SubscriberSimulation();
            if (from != 0)
                subscriber.Apply(NewChange.Choose(aspect, from), Channel.MailedPage);
            var before = subscriber.State[aspect].Value;
            subscriber.Apply(NewChange.Choose(aspect, to, atOnce: false));
            var choice = subscriber.State[aspect];
            if (ChoiceDirection.Of(aspect, before, to, subscriber.Now) == Direction.Less)
                Assert.Null(choice.Wish);
            else
                Assert.Equal((before, to), (choice.Value, choice.Wish));
        }
    }

    [Theory]
    [MemberData(nameof(Aspects))]
    public void Every_aspect_has_a_direction(long aspect)
    {
        Assert.Equal(Direction.Less, ChoiceDirection.Of(aspect, 1, 1, Now));
        _ = ChoiceDirection.Of(aspect, 0, 1, Now);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChoiceDirection.Of(long.MinValue, 0, 1, Now));
    }

    [Fact]
    public void Another_language_is_no_less_and_waits_for_the_mailbox()
    {
        var subscriber = new SubscriberSimulation();
        var asked = subscriber.Apply(NewChange.Choose(Aspect.Language, Languages.ToValue("ar"), atOnce: false));
        Assert.Equal(EventKind.Requested, Assert.Single(asked.Events).Kind);
        var confirmed = subscriber.Apply(new Confirm(asked.Events), Channel.ConfirmLink);
        // No consent: there is no notice and no lawful basis to it.
        Assert.Equal((EventKind.Changed, LawfulBasis.None), (confirmed.Events[0].Kind, confirmed.Events[0].Basis));
        Assert.Equal(Languages.ToValue("ar"), subscriber.State[Aspect.Language].Value);
    }

    private static IEnumerable<long> Values(long aspect) =>
        aspect switch
        {
            Aspect.Pause => [Now.AddDays(30).ToUnixTimeSeconds(), Now.AddDays(60).ToUnixTimeSeconds(), 0],
            Aspect.Language => [Languages.ToValue("de"), Languages.ToValue("ar")],
            _ => [0, 1, 2, 3, 4],
        };
}
