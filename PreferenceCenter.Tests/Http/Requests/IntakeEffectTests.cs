using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests what a request that came by letter, call or email changes at once, before anybody decides.</summary>
[Trait("Requirement", "RTS-17")]
public sealed class IntakeEffectTests
{
    public static TheoryData<PrivacyRequestKind> All => [.. Enum.GetValues<PrivacyRequestKind>()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_only_takes_away_holds_from_the_receipt_on_by_whatever_way_it_came(PrivacyRequestKind kind)
    {
        await using var center = await RequestCenter.StartAsync();
        var stops =
            kind is PrivacyRequestKind.Erasure or PrivacyRequestKind.Restriction or PrivacyRequestKind.Objection;
        var (letter, page) = (
            await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            await center.Web.SubscribeAsync("bob@people.example", [WebCenter.News])
        );
        Assert.Equal("allowed", center.Web.Gate(letter, "news"));
        await center.TakeAsync(kind, "ADA@people.example");
        await center.AskAsync(page, kind);
        Assert.Equal(!stops, center.Web.Gate(letter, "news") == "allowed");
        Assert.Equal(center.Web.Gate(letter, "news"), center.Web.Gate(page, "news"));
        Assert.Equal(kind == PrivacyRequestKind.Objection, center.Web.StateOf(letter).Profiling == Profiling.Objected);
        // The receipt says so, and only where it is so.
        Assert.All(
            await center.Web.MailsAsync(),
            m => Assert.Equal(stops, m.TextBody!.Contains("You get no more marketing emails", StringComparison.Ordinal))
        );
        Assert.Null(center.Web.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }

    [DatabaseTheory]
    [InlineData(PrivacyRequestKind.Objection, "ada+boats@people.example", true)]
    [InlineData(PrivacyRequestKind.Objection, "ada@people.example", true)]
    [InlineData(PrivacyRequestKind.Erasure, "ada@people.example", true)]
    [InlineData(PrivacyRequestKind.Restriction, "Ada+other@people.example", true)]
    [InlineData(PrivacyRequestKind.Access, "ada@people.example", false)]
    public async Task A_letter_stops_every_account_of_the_mailbox_it_names(
        PrivacyRequestKind kind,
        string named,
        bool stops
    )
    {
        await using var center = await RequestCenter.StartAsync();
        string[] mailbox = ["ada@people.example", "ada+news@people.example", "ada+boats@people.example"],
            others =

            [
                "ada.b@people.example",
                "adam@people.example",
                "ada@other.example",
                "ada_@people.example",
                "adax+ada@people.example",
            ];
        var people = new List<Person>();
        foreach (var address in mailbox.Skip(1).Concat(others))
            people.Add(await center.Web.SubscribeAsync(address, [WebCenter.News]));
        await center.TakeAsync(kind, named);
        foreach (var person in people)
            Assert.Equal(stops && mailbox.Contains(person.Address), center.Web.Gate(person, "news") != "allowed");
        Assert.Null(center.Web.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }

    [DatabaseFact]
    public async Task A_letter_stops_the_mailbox_of_gmail_however_it_is_spelled()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("a.da.lovelace@gmail.com", [WebCenter.News]);
        await center.TakeAsync(PrivacyRequestKind.Objection, "AdaLovelace+x@googlemail.com");
        Assert.NotEqual("allowed", center.Web.Gate(person, "news"));
    }

    [DatabaseFact]
    public async Task A_refusal_and_a_duplicate_bring_no_mailing_back()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false");
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, "ada@people.example");
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(
                row,
                new RequestDecision(
                    PrivacyRequestAct.Refuse,
                    RefusalGround.LegalClaims,
                    "There is a case before the court."
                ),
                center.Privacy
            )
        );
        Assert.NotEqual("allowed", center.Web.Gate(person, "news"));
        Assert.DoesNotContain(center.Web.ActsOf(person), a => a.Kind is EventKind.Restored);
    }

    [DatabaseTheory]
    [InlineData(PrivacyRequestKind.Objection, true)]
    [InlineData(PrivacyRequestKind.Erasure, true)]
    [InlineData(PrivacyRequestKind.Restriction, true)]
    [InlineData(PrivacyRequestKind.Access, false)]
    public async Task An_address_on_no_list_gets_on_none_by_an_import(PrivacyRequestKind kind, bool stops)
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(kind, "stranger@people.example");
        Assert.Null(row.SubscriberId);
        Assert.Null(
            center
                .Web.Get<PreferenceCenter.Data.SubscriberReader>()
                .Find(PreferenceCenter.Data.PersonKey.Of(EmailAddress.TryParse("stranger@people.example")!))
        );
        var imported = await center.Web.ImportAsync("Stranger@people.example", [WebCenter.News]);
        Assert.Equal(stops ? Refusal.Suppressed : Refusal.None, imported.Refusal);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-08")]
    public async Task The_journal_keeps_the_address_away_until_its_owner_confirms_a_sign_up()
    {
        await using var center = await RequestCenter.StartAsync("Site:Languages=en");
        await center.Web.ApplyFormsAsync(SignUpCenter.Forms);
        await center.TakeAsync(PrivacyRequestKind.Objection, SignUpCenter.Address);
        await center.MinuteAsync();
        Assert.Single(center.Web.Get<ErasureJournal>().Read().Addresses);
        Assert.Equal(200, (await center.Web.SignUpAsync()).Status);
        var mail = Assert.Single(await center.Web.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null);
        Assert.Equal(303, (await center.Web.Browser.PostAsync(WebCenter.LinkIn(mail, "c"))).Status);
        Assert.Equal("allowed", center.Web.Gate(SignUpCenter.Address, "news"));
        Assert.Empty(center.Web.Get<ErasureJournal>().Read().Addresses);
    }
}
