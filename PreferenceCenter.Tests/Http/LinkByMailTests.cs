using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests "Email me a link": any visitor may ask, and the answer does not disclose who is subscribed.</summary>
public sealed class LinkByMailTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-12")]
    public async Task Known_and_unknown_addresses_get_one_answer_and_leave_one_row_each()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var erased = await center.SubscribeAsync("gone@people.example", [WebCenter.News]);
        await center.EraseAsync(erased);
        using var raw = center.Raw();
        var answers = new List<Answer>();
        foreach (var address in (string[])["ADA@people.example", "nobody@people.example", erased.Address])
        {
            var rows = raw.Count("Outbox");
            answers.Add(
                await center.Browser.PressAsync(
                    await center.Browser.GetAsync("/link"),
                    null,
                    form => form.Type("email", address)
                )
            );
            Assert.Equal(rows + 1, raw.Count("Outbox"));
        }
        Assert.Equal(303, answers[0].Status);
        Assert.Equal(200, (await center.Browser.FollowAsync(answers[0])).Status);
        Assert.Single(answers.Select(a => a.Seen).Distinct());
        Assert.Equal(
            ["ADA@people.example"],
            (await center.MailsAsync())
                .Select(m => m.To.Mailboxes.Single().Address)
                .Select(a => a.Replace(person.Address, "ADA@people.example", StringComparison.Ordinal))
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("a@b@c.example")]
    [InlineData("ada@people.example\r\nBcc: eve@evil.example")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("ada@192.0.2.1")]
    [InlineData("ada@example.123")]
    [Trait("Requirement", "A11-14")]
    public async Task What_is_no_address_is_told_beside_the_field_and_mails_nobody(string typed)
    {
        var center = await shared.NextAsync();
        var before = center.Rows();
        var answer = await center.Browser.PostAsync("/link", ("email", typed));
        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector("[role=alert]"));
        Assert.Empty(answer.Page.QuerySelectorAll("script"));
        Assert.Equal(before, center.Rows());
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("/link")]
    [InlineData("/privacy")]
    [Trait("Requirement", "A11-14")]
    public async Task What_nobody_sees_in_an_address_is_named_inside_and_dropped_at_its_ends(string path)
    {
        var center = await shared.NextAsync();
        var answer = await center.Browser.PostAsync(path, ("email", "ada\u200B@people.example"));
        Assert.Equal(400, answer.Status);
        Assert.Contains("U+200B", answer.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            303,
            (await center.Browser.PostAsync(path, ("email", "\u202Ahidden.at.ends@people.example\u202C"))).Status
        );
        using var raw = center.Raw();
        Assert.Contains(
            raw.Rows("""SELECT "Address" FROM "Outbox" """),
            row => (string?)row[0] == "hidden.at.ends@people.example"
        );
    }

    // Sub-addresses are the cheapest way to fill one mailbox from one network.
    [DatabaseTheory]
    [InlineData("/link", "p")]
    [InlineData("/privacy", "me")]
    [Trait("Requirement", "SEC-13")]
    [Trait("Requirement", "MSG-05")]
    public async Task Every_sub_address_is_the_same_mailbox_and_a_day_has_an_end(string path, string link)
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        await center.SubscribeAsync("victim@outlook.example", [WebCenter.News]);
        var answers = new List<string>();
        for (var hour = 0; hour < 12; hour++)
        {
            for (var i = 0; i < 6; i++)
                answers.Add(
                    (
                        await center.Browser.PostAsync(
                            path,
                            ("email", i == 0 ? "victim@outlook.example" : $"Victim+{hour}.{i}@outlook.example")
                        )
                    ).Location!
                );
            var sent = (int)center.Raw().Count("Outbox");
            Assert.Equal(PreferenceCenter.Ledger.Writer.AskedMails.PerDay.Count, sent);
            center.Clock.Advance(TimeSpan.FromMinutes(61));
        }
        Assert.Single(answers.Distinct());
        // Who is mailed without having asked ends it, for this kind of e-mail.
        var mail = (await center.MailsAsync()).First(m => m.TextBody!.Contains($"/{link}/", StringComparison.Ordinal));
        var notMe = WebCenter.LinkIn(mail, "not-me");
        center.Clock.Advance(TimeSpan.FromDays(1));
        var page = await center.Browser.GetAsync(notMe);
        Assert.Equal(200, page.Status);
        Assert.Equal(200, (await center.Browser.PressAsync(page, "not-me")).Status);
        Assert.Equal(303, (await center.Browser.PostAsync(path, ("email", "victim+new@outlook.example"))).Status);
        Assert.Empty(await center.MailsAsync());
        var other = path == "/link" ? "/privacy" : "/link";
        Assert.Equal(303, (await center.Browser.PostAsync(other, ("email", "victim@outlook.example"))).Status);
        Assert.Single(await center.MailsAsync());
        center.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(404, (await center.Browser.GetAsync(notMe)).Status);
        await center.Browser.PostAsync(path, ("email", "victim@outlook.example"));
        Assert.Single(await center.MailsAsync());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_made_up_answer_that_it_was_not_me_leads_nowhere()
    {
        var center = await shared.NextAsync();
        var token = PreferenceCenter.Subscriptions.MailedLinks.NotMeToken.New(
            center.Get<PreferenceCenter.Data.AddressHasher>(),
            PreferenceCenter.Domain.AskedKind.Choices,
            PreferenceCenter.Domain.EmailAddress.TryParse("ada@people.example")!,
            center.Clock.GetUtcNow()
        );
        Assert.Equal(200, (await center.Browser.GetAsync($"/not-me/{token}")).Status);
        var before = center.Rows();
        for (var i = 0; i < token.Length; i++)
        {
            var forged = $"/not-me/{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            Assert.Equal(404, (await center.Browser.GetAsync(forged)).Status);
            Assert.Equal(404, (await center.Browser.PostAsync(forged, ("action", "not-me"))).Status);
        }
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-13")]
    [Trait("Requirement", "MSG-05")]
    public async Task An_address_asked_for_too_often_gets_the_same_answer_and_no_further_mail()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var answers = new List<string>();
        for (var i = 0; i < 8; i++)
            answers.Add((await center.Browser.PostAsync("/link", ("email", "ada@people.example"))).Seen);
        Assert.Single(answers.Distinct());
        Assert.Equal(5, (await center.MailsAsync()).Count);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-13")]
    public async Task A_network_that_asks_too_often_is_told_so_and_can_still_leave()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        for (var i = 0; i < 60; i++)
            Assert.Equal(303, (await center.Browser.PostAsync("/link", ("email", $"p{i}@people.example"))).Status);
        center.Clock.Advance(TimeSpan.FromMinutes(4));
        var limited = await center.Browser.PostAsync("/link", ("email", "p60@people.example"));
        // Ten minutes, of which four have passed.
        Assert.Equal((429, "360"), (limited.Status, limited["Retry-After"]));
        Assert.Contains("You can unsubscribe at any time", limited.Text, StringComparison.Ordinal);
        Assert.Equal(
            200,
            (await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))).Status
        );
        Assert.True(center.StateOf(person).Stopped);
        Assert.Equal(
            303,
            (await center.Browser.PostAsync(center.PreferencesPath(person), ("action", "leave-all"))).Status
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_mail_is_in_the_language_of_the_person_and_its_link_proves_the_mailbox()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News], "de");
        await center.Browser.PostAsync("/link?language=fr", ("email", person.Address));
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Equal("de", mail.Body!.Headers["Content-Language"]);
        await center.Browser.SaveAsync(WebCenter.LinkIn(mail, "p"), form => form.Tick("events"));
        Assert.Equal("allowed", center.Gate(person, "events"));
    }
}
