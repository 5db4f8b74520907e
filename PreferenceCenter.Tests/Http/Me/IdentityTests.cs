using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>Tests the identity check: who asks, which mail is sent, and in which browser the link opens.</summary>
public sealed class IdentityTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-12")]
    [Trait("Requirement", "RTS-05")]
    public async Task Every_address_gets_one_answer_one_row_and_one_mail()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var erased = await center.SubscribeAsync("gone@people.example", [WebCenter.News]);
        await center.EraseAsync(erased);
        await center.SignUpAsync("waiting@people.example");
        await center.MailsAsync();
        var visitor = new Visitor(center);
        using var raw = center.Raw();
        var answers = new List<Answer>();
        // The first request sets the cookie; after it all responses are alike.
        await visitor.PostAsync("/privacy", ("email", "first@people.example"));
        await center.MailsAsync();
        string[] addresses = ["ada@people.example", "nobody@people.example", erased.Address, "waiting@people.example"];
        foreach (var address in addresses)
        {
            var rows = raw.Count("Outbox");
            answers.Add(await visitor.PostAsync("/privacy", ("email", address)));
            Assert.Equal(rows + 1, raw.Count("Outbox"));
        }
        Assert.Single(answers.Select(a => a.Seen).Distinct());
        var mails = await center.MailsAsync();
        Assert.Equal(addresses.Order(), mails.Select(m => m.To.Mailboxes.Single().Address).Order());
        Assert.Single(mails.Select(m => m.Subject).Distinct());
        string TextTo(string address) =>
            mails.Single(m => m.To.Mailboxes.Single().Address == address).TextBody!.ReplaceLineEndings(" ");
        Assert.NotNull(WebCenter.FindLink(mails.Single(m => m.To.Mailboxes.Single().Address == person.Address), "me"));
        Assert.Contains("holds no data about this address", TextTo("nobody@people.example"), StringComparison.Ordinal);
        Assert.Contains("a keyed hash of this address", TextTo(erased.Address), StringComparison.Ordinal);
        Assert.Contains(
            "you unsubscribed from everything, or had your data erased",
            TextTo(erased.Address),
            StringComparison.Ordinal
        );
        Assert.Contains("has not been confirmed yet", TextTo("waiting@people.example"), StringComparison.Ordinal);
        Assert.All(
            mails.Where(m => m.To.Mailboxes.Single().Address != person.Address),
            m => Assert.Null(WebCenter.FindLink(m, "me"))
        );
        // The request stores no address.
        Assert.Equal(
            0L,
            raw.Scalar<long>("""SELECT COUNT(*) FROM "Outbox" WHERE "Address" IS NOT NULL AND "Kind" = 10""")
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-04")]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "SEC-06")]
    [Trait("Requirement", "SEC-07")]
    public async Task Reading_the_link_opens_nothing_pressing_opens_a_session_once()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var visitor = new Visitor(center);
        var path = WebCenter.LinkIn(await visitor.AskAsync(person.Address), "me");
        var before = center.Rows();
        var page = await visitor.GetAsync(path);
        Assert.Equal(200, page.Status);
        Assert.Equal(before, center.Rows());
        Assert.Null(page["Set-Cookie"]);
        Assert.DoesNotContain(person.Address, page.Body, StringComparison.Ordinal);
        Assert.Equal("no-store", page["Cache-Control"]);

        var opened = await visitor.PressAsync(page, "open");
        Assert.Equal((303, "/me"), (opened.Status, opened.Location));
        Assert.Contains("samesite=strict", opened["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.True(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
        Assert.False(visitor.Cookies.ContainsKey(Visitor.AskedCookie));
        var me = await visitor.FollowAsync(opened);
        Assert.Equal((200, "no-store"), (me.Status, me["Cache-Control"]));
        Assert.Contains(person.Address, me.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(path[4..], me.Body, StringComparison.Ordinal);

        Assert.Equal(404, (await visitor.GetAsync(path)).Status);
        var asked = new Visitor(center);
        Assert.Equal(404, (await asked.PostAsync(path, ("action", "open"))).Status);
        Assert.Empty(asked.Cookies);
        // The database contains no token and no session id.
        Assert.DoesNotContain(
            visitor.Cookies[Visitor.SessionCookie],
            string.Concat(center.Rows()),
            StringComparison.Ordinal
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-04")]
    public async Task Another_browser_than_the_one_that_asked_opens_nothing_and_can_ask_for_a_link_of_its_own()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var (asker, phone) = (new Visitor(center), new Visitor(center));
        var path = WebCenter.LinkIn(await asker.AskAsync(person.Address), "me");
        var page = await phone.GetAsync(path);
        Assert.Contains("another browser", page.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await phone.PostAsync(path, ("action", "open"))).Status);
        phone.Take(Visitor.AskedCookie, new string('A', 43));
        Assert.Equal(403, (await phone.PostAsync(path, ("action", "open"))).Status);
        Assert.Equal(403, (await phone.GetAsync("/me")).Status);

        var sent = await phone.PressAsync(page, "send");
        Assert.Contains("a•••@p•••.example", sent.Text, StringComparison.Ordinal);
        var own = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "me");
        Assert.Equal(403, (await asker.PostAsync(own, ("action", "open"))).Status);
        Assert.Equal(200, (await phone.FollowAsync(await phone.PressAsync(await phone.GetAsync(own), "open"))).Status);
        // The first link still opens in the browser that asked for it.
        Assert.Equal(200, (await asker.FollowAsync(await asker.PressAsync(await asker.GetAsync(path), "open"))).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-04")]
    public async Task It_is_over_after_ten_minutes()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var visitor = new Visitor(center);
        var path = WebCenter.LinkIn(await visitor.AskAsync(person.Address), "me");
        center.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await visitor.GetAsync(path)).Status);
        center.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(404, (await visitor.GetAsync(path)).Status);
        Assert.Equal(404, (await visitor.PostAsync(path, ("action", "open"))).Status);
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-02")]
    [Trait("Requirement", "SEC-21")]
    public async Task No_other_link_opens_it_nor_does_a_tampered_one()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var others = (await center.LinksOfEveryKindAsync(person))
            .Select(l => l.Token)
            .Concat([center.PreferencesPath(person)[3..], center.UnsubscribePath(person)[3..]])
            .ToList();
        var visitor = new Visitor(center);
        var path = WebCenter.LinkIn(await visitor.AskAsync(person.Address), "me");
        others.Add(path[4..^1] + (path[^1] == 'A' ? 'B' : 'A'));
        others.Add(path[4..] + "A");
        foreach (var token in others)
        {
            Assert.Equal(404, (await visitor.GetAsync("/me/" + token)).Status);
            Assert.Equal(404, (await visitor.PostAsync("/me/" + token, ("action", "open"))).Status);
        }
        Assert.Equal(404, (await visitor.GetAsync("/p" + path[3..])).Status);
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-21")]
    [Trait("Requirement", "SEC-19")]
    [Trait("Requirement", "A11-03")]
    [Trait("Requirement", "RTS-04")]
    public async Task From_the_preferences_page_the_link_is_mailed_to_the_address_on_file_which_nobody_types()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var visitor = new Visitor(center);
        var page = await visitor.GetAsync(center.PreferencesPath(person));
        Assert.Null(page.Page.QuerySelector("[type=email]"));
        Assert.DoesNotContain(person.Address, page.Body, StringComparison.Ordinal);
        var saved = await visitor.FollowAsync(
            await visitor.PressAsync(page, action: center.PreferencesPath(person) + "/data")
        );
        Assert.Contains(
            "a•••@p•••.example",
            saved.Page.QuerySelector("[role=status]")!.TextContent,
            StringComparison.Ordinal
        );
        // A preferences link alone does not open the data.
        Assert.Equal(403, (await visitor.GetAsync("/me")).Status);
        var path = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "me");
        Assert.Equal(
            200,
            (await visitor.FollowAsync(await visitor.PressAsync(await visitor.GetAsync(path), "open"))).Status
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-13")]
    public async Task Few_mails_go_to_one_mailbox_however_it_is_spelled()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        foreach (
            var address in new[]
            {
                "ada@people.example",
                "ADA@people.example",
                "Ada@PEOPLE.example",
                "aDa@people.example",
                "adA@people.example",
                "ADa@people.example",
            }
        )
            Assert.Equal(303, (await center.Browser.PostAsync("/privacy", ("email", address))).Status);
        Assert.Equal(5, (await center.MailsAsync()).Count);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("")]
    [InlineData("ada@")]
    [Trait("Requirement", "A11-14")]
    public async Task What_is_no_address_is_told_beside_the_field(string typed)
    {
        var center = await shared.NextAsync();
        var before = center.Rows();
        var answer = await center.Browser.PostAsync("/privacy", ("email", typed));
        Assert.Equal(400, answer.Status);
        Assert.Equal(before, center.Rows());
        Assert.NotNull(answer.Page.QuerySelector("[role=alert]"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-11")]
    public async Task Another_sites_page_asks_for_nobody()
    {
        var center = await shared.NextAsync();
        var answer = await center.Browser.SendAsync(
            HttpMethod.Post,
            "/privacy",
            Browser.Encode(("email", "ada@people.example")),
            ("Sec-Fetch-Site", "cross-site")
        );
        Assert.Equal(403, answer.Status);
        Assert.Null(answer["Set-Cookie"]);
    }
}
