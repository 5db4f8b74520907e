using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>
/// Tests what is said to somebody who subscribes again while the erasure they requested is open: they are emailed again,
/// and the erasure takes the new consent too.
/// </summary>
[Trait("Requirement", "RTS-07")]
public sealed class SubscribedAgainTests
{
    private const string Note =
        "You have asked us to delete your data. When that is carried out, these preferences are";

    [DatabaseFact]
    public async Task A_sign_up_is_told_before_and_after_the_confirmation_and_in_the_email_and_is_erased_too()
    {
        await using var center = await SignUpCenter.StartAsync("Privacy:ErasureReview=Automatic");
        var (person, visitor) = await AskedToEraseAsync(center);
        var none = await visitor.GetAsync("/me/erase");
        Assert.Contains("No marketing is sent to you", none.Text, StringComparison.Ordinal);

        var page = await center.Browser.GetAsync(await center.AskedAsync(SignUpCenter.Address, "news"));
        Assert.Contains(Note, page.Text, StringComparison.Ordinal);
        var confirmed = await center.Browser.PressOnAsync(page, "confirm");
        Assert.Contains(Note, confirmed.Text, StringComparison.Ordinal);
        Assert.Equal("allowed", center.Gate(person, "news"));
        var mail = Assert.Single(await center.MailsOfChangesAsync()).TextBody!.ReplaceLineEndings(" ");
        Assert.Contains(Note, mail, StringComparison.Ordinal);

        var again = await visitor.GetAsync("/me/erase");
        Assert.Contains("have subscribed to topics again since", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("No marketing", again.Text, StringComparison.Ordinal);

        center.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await center.RunAsync<DueErasures>()).Done);
        Assert.Null(center.FindPerson(SignUpCenter.Address));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Cancelled_it_leaves_what_was_chosen_since_and_nothing_speaks_of_it_any_more()
    {
        await using var center = await SignUpCenter.StartAsync("Privacy:ErasureReview=Automatic");
        var (person, visitor) = await AskedToEraseAsync(center);
        await center.Browser.PostOnAsync(await center.AskedAsync(SignUpCenter.Address, "news"));
        var back = await visitor.FollowAsync(await visitor.PressAsync(await visitor.GetAsync("/me/erase"), "cancel"));
        Assert.Contains("and so do the topics you have chosen", back.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("You get no emails", back.Text, StringComparison.Ordinal);
        Assert.Equal("allowed", center.Gate(person, "news"));
        var mail = Assert.Single(await center.MailsOfChangesAsync()).TextBody!.ReplaceLineEndings(" ");
        Assert.DoesNotContain(Note, mail, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_preferences_and_an_undo_tell_it_behind_an_emailed_link_and_a_footer_does_not()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.News, WebCenter.Events]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        await visitor.PressAsync(await visitor.GetAsync("/me/erase"), "erase");
        await center.MailsOfChangesAsync();
        var path = await center.MailedPreferencesPathAsync(person);
        var saved = await center.Browser.SaveAsync(path, form => form.Tick("events"));
        Assert.Contains(Note, saved.Text, StringComparison.Ordinal);
        await center.MailsOfChangesAsync();
        var undone = await center.Browser.PostOnAsync(await center.LeaveAsync(person, WebCenter.Events));
        Assert.Contains(Note, undone.Text, StringComparison.Ordinal);
        var less = await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Untick("events"));
        Assert.DoesNotContain(Note, less.Text, StringComparison.Ordinal);
    }

    private static async Task<(Person, Visitor)> AskedToEraseAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Events]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        await visitor.PressAsync(await visitor.GetAsync("/me/erase"), "erase");
        await center.MailsOfChangesAsync();
        return (person, visitor);
    }
}
