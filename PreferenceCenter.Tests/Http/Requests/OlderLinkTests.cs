using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests that no link from before a letter overrides it: of a sign-up, of a change of address, of its way back.</summary>
[Trait("Requirement", "RTS-17")]
public sealed class OlderLinkTests
{
    private const string Ada = "ada@people.example",
        New = "ada@new.example";

    [DatabaseTheory]
    [InlineData(PrivacyRequestKind.Objection, Ada, "suppressed")]
    [InlineData(PrivacyRequestKind.Erasure, Ada, "suppressed")]
    [InlineData(PrivacyRequestKind.Restriction, Ada, "suppressed")]
    [InlineData(PrivacyRequestKind.Objection, "ada+letters@people.example", "unknown")]
    [InlineData(PrivacyRequestKind.Access, Ada, "allowed")]
    public async Task A_sign_up_that_waited_when_the_letter_came_starts_nothing_and_a_later_one_does(
        PrivacyRequestKind kind,
        string named,
        string gate
    )
    {
        await using var center = await RequestCenter.StartAsync("Site:Languages=en");
        await center.Web.ApplyFormsAsync(SignUpCenter.Forms);
        var link = await center.Web.AskedAsync(Ada, "news");
        center.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.TakeAsync(kind, named);
        Assert.Equal(200, (await center.Web.Browser.GetAsync(link)).Status);
        Assert.Equal(303, (await center.Web.Browser.PostAsync(link)).Status);
        Assert.Equal(gate, center.Web.Gate(Ada, "news"));
        await center.Web.MailsAsync();

        center.Web.Clock.Advance(TimeSpan.FromDays(31));
        if (kind == PrivacyRequestKind.Access)
            return;
        await center.Web.Browser.PostAsync(await center.Web.AskedAsync(Ada, "news"));
        Assert.Equal("allowed", center.Web.Gate(Ada, "news"));
    }

    [DatabaseFact]
    public async Task A_change_to_the_address_that_waited_when_the_letter_came_moves_nobody()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(Ada, [WebCenter.News]);
        var link = await center.Web.AskForAddressAsync(person, New);
        await center.TakeAsync(PrivacyRequestKind.Objection, New);
        await center.Web.Browser.PostAsync(link);
        Assert.Equal(
            (Ada, "allowed", "suppressed"),
            (
                center.Web.Find(person).Subscriber.Address,
                center.Web.Gate(person, "news"),
                center.Web.Gate(person with { Address = New }, "news")
            )
        );
    }

    [DatabaseTheory]
    [InlineData(PrivacyRequestKind.Objection, "stopped")]
    [InlineData(PrivacyRequestKind.Erasure, "stopped")]
    [InlineData(PrivacyRequestKind.Restriction, "restricted")]
    public async Task A_letter_from_the_earlier_address_stops_whoever_left_it_and_the_way_back_starts_nothing(
        PrivacyRequestKind kind,
        string gate
    )
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(Ada, [WebCenter.News]);
        var moved = await center.Web.MoveAsync(person, New);
        var back = WebCenter.LinkIn(Assert.Single(await center.Web.MailsAsync()), "back");
        await center.TakeAsync(kind, Ada);
        Assert.Equal(gate, center.Web.Gate(moved, "news"));
        Assert.Equal(303, (await center.Web.Browser.PostAsync(back)).Status);
        Assert.Equal(
            (Ada, gate, SuppressionReason.Asked),
            (
                center.Web.Find(person).Subscriber.Address,
                center.Web.Gate(person, "news"),
                center
                    .Web.Get<SubscriberReader>()
                    .FindSuppression(center.Web.Get<AddressHasher>().HashesOf(EmailAddress.TryParse(Ada)!))
                    ?.Reason
            )
        );
        Assert.Null(center.Web.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-09")]
    public async Task A_yes_over_a_suppression_brings_back_what_it_confirmed_and_nothing_else()
    {
        await using var center = await RequestCenter.StartAsync("Site:Languages=en");
        await center.Web.ApplyFormsAsync(SignUpCenter.Forms);
        // Two accounts of one mailbox of Gmail: the erasure of one suppresses the spelling of the other too.
        var (kept, other) = (
            await center.Web.SubscribeAsync("ldoe@gmail.com", [WebCenter.News, WebCenter.Offers]),
            await center.Web.SubscribeAsync("l.doe@gmail.com", [WebCenter.News])
        );
        Assert.True(await center.Web.EraseAsync(other));
        Assert.Equal("suppressed", center.Web.Gate(kept, "offers"));
        var shown = (await center.Web.RunAsync("subscriber", "show", kept.Address)).Done();
        Assert.Contains("suppressed: erased. No email goes out.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("allowed", shown, StringComparison.Ordinal);
        await center.Web.MailsAsync();

        center.Web.Clock.Advance(TimeSpan.FromDays(31));
        await center.Web.Browser.PostAsync(await center.Web.AskedAsync(kept.Address, "events"));
        Assert.Equal("allowed", center.Web.Gate(kept, "events"));
        Assert.NotEqual("allowed", center.Web.Gate(kept, "news"));
        Assert.NotEqual("allowed", center.Web.Gate(kept, "offers"));
        Assert.Null(center.Web.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }
}
