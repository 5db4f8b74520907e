using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.AddressChanges;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>
/// Tests the change of address: requested from the old address, confirmed from the new one, reported to the old one,
/// which can undo it (RTS-10).
/// </summary>
public sealed class AddressTests
{
    private const string Old = "ada@people.example",
        New = "ada@new.example";

    [DatabaseFact]
    [Trait("Requirement", "RTS-10")]
    [Trait("Requirement", "SEC-20")]
    public async Task From_the_page_to_the_new_mailbox_and_the_old_one_hears_of_it()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(Old, [WebCenter.News, WebCenter.Events]);
        await center.ActAsync(person, new Leave(WebCenter.Events));
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        var events = center.EventsOf(person).Count;
        var asked = await visitor.FollowAsync(
            await visitor.PressAsync(
                await visitor.GetAsync("/me/address"),
                action: "/me/address",
                fill: form => form.Type("email", New)
            )
        );
        Assert.Contains(
            "we’ve sent a link to it",
            asked.Page.QuerySelector("[role=status]")!.TextContent,
            StringComparison.Ordinal
        );
        // Nothing has changed except the pending request.
        Assert.Equal((events, Old), (center.EventsOf(person).Count, center.Find(person).Subscriber.Address));
        var question = Assert.Single(await center.MailsAsync());
        Assert.Equal(New, question.To.Mailboxes.Single().Address);
        Assert.Contains("a•••@p•••.example", question.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(Old, question.TextBody, StringComparison.Ordinal);

        var path = WebCenter.LinkIn(question, "address");
        var (rows, page) = (center.Rows(), await center.Browser.GetAsync(path));
        Assert.Equal(200, page.Status);
        Assert.Equal(rows, center.Rows());
        Assert.DoesNotContain(Old, page.Body, StringComparison.Ordinal);
        center.Clock.Advance(TimeSpan.FromHours(1));
        var answer = await new Visitor(center).PressAsync(page);
        Assert.Equal((303, path + "?done=1"), (answer.Status, answer.Location));
        var done = await center.Browser.FollowAsync(answer);
        Assert.Equal("status", done.Page.QuerySelector("main section")!.GetAttribute("role"));
        Assert.DoesNotContain("This is already done", done.Text, StringComparison.Ordinal);
        Assert.Equal(New, center.Find(person).Subscriber.Address);
        // Opt-outs moved along, and the old address is suppressed: no import restores it.
        Assert.Equal(
            ("allowed", "not-subscribed", "suppressed"),
            (
                center.Gate(person with { Address = New }, "news"),
                center.Gate(person with { Address = New }, "events"),
                center.Gate(person, "news")
            )
        );
        Assert.Equal(Refusal.Suppressed, (await center.ImportAsync(Old, [WebCenter.News])).Refusal);
        Assert.True(center.StateOf(person).KeepsOthersFrom(WebCenter.Events));

        var notice = Assert.Single(await center.MailsAsync());
        Assert.Equal(Old, notice.To.Mailboxes.Single().Address);
        Assert.NotNull(WebCenter.FindLink(notice, "back"));
        Assert.DoesNotContain("new.example", notice.TextBody, StringComparison.Ordinal);
        using var raw = center.Raw();
        Assert.Equal(0L, raw.Scalar<long>("""SELECT COUNT(*) FROM "Outbox" WHERE "Address" IS NOT NULL"""));
        // Sessions from the old mailbox are closed, and its link is used up.
        Assert.Equal(403, (await visitor.GetAsync("/me")).Status);
        foreach (var again in new[] { await center.Browser.PostOnAsync(path), await center.Browser.GetAsync(path) })
        {
            Assert.Equal(200, again.Status);
            Assert.Contains("This is already done", again.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(New, again.Body, StringComparison.Ordinal);
        }
        Assert.Equal(New, center.Find(person).Subscriber.Address);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-20")]
    public async Task Old_footers_leave_for_ever_and_older_preferences_links_only_leave()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(Old, [WebCenter.News, WebCenter.Events]);
        var (footer, signed, mailed) = (
            center.UnsubscribePath(person, WebCenter.News),
            center.PreferencesPath(person),
            await center.MailedPreferencesPathAsync(person)
        );
        var stolen = new Visitor(center);
        var identity = WebCenter.LinkIn(await stolen.AskAsync(Old), "me");
        await center.MoveAsync(person, New);
        foreach (var path in (string[])[signed, mailed])
        {
            var page = await center.Browser.GetAsync(path);
            Assert.Equal(404, page.Status);
            Assert.Equal(
                ["leave-all"],
                page.Page.QuerySelectorAll("button[name=action]").Select(b => b.GetAttribute("value"))
            );
            Assert.DoesNotContain("mail you a new one", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("•••", page.Text, StringComparison.Ordinal);
            // What such a form would add is not added.
            foreach (var (action, status) in new[] { ("save", 303), ("send-link", 400) })
                Assert.Equal(
                    status,
                    (
                        await center.Browser.PostAsync(
                            path,
                            ("action", action),
                            ("topics", "offers"),
                            ("shown", "offers:off")
                        )
                    ).Status
                );
            Assert.Equal("not-subscribed", center.Gate(person with { Address = New }, "offers"));
        }
        // An unused identity link from before the change opens nothing either.
        Assert.Equal(404, (await stolen.PostAsync(identity, ("action", "open"))).Status);
        Assert.Single(await center.MailsAsync(), m => WebCenter.FindLink(m, "back") is not null);
        Assert.Equal(200, (await center.Browser.PostAsync(footer, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal(
            ("not-subscribed", "allowed"),
            (center.Gate(person with { Address = New }, "news"), center.Gate(person with { Address = New }, "events"))
        );
        Assert.Equal(303, (await center.Browser.PostAsync(signed, ("action", "leave-all"))).Status);
        Assert.Equal("stopped", center.Gate(person with { Address = New }, "events"));
        // A link from after the change works as usual.
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await center.Browser.GetAsync(center.PreferencesPath(person))).Status);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-20")]
    [Trait("Requirement", "SEC-21")]
    public async Task For_seven_days_the_new_address_takes_nothing_erases_nothing_and_goes_no_further()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(Old, [WebCenter.News, WebCenter.Events], name: "Ada Lovelace");
        await center.ActAsync(person, new Leave(WebCenter.News));
        var moved = await center.MoveAsync(person, New);
        await center.MailsAsync();
        var visitor = new Visitor(center);
        var me = await visitor.OpenAsync(moved);
        Assert.Contains("Not yet", (await visitor.GetAsync("/me/export")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            me.Page.QuerySelectorAll(".line > li"),
            li => li.TextContent.Contains("Harbour news", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(Old, me.Body, StringComparison.Ordinal);
        // Neither name, id, day nor topics: what the person chose before is not listed.
        Assert.DoesNotContain(person.Id.ToString(), me.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada Lovelace", me.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbour news", me.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quay evenings", me.Text, StringComparison.Ordinal);
        var key = me.Page.QuerySelector("input[name=key]")!.GetAttribute("value")!;
        foreach (
            var (path, fields) in new (string, (string, string)[])[]
            {
                ("/me/export", []),
                ("/me/erase", [("action", "erase")]),
                ("/me/erase", [("action", "cancel")]),
                ("/me/address", [("email", "third@new.example")]),
                ("/me/correct", [("name", "Thief"), ("language", "de")]),
            }
        )
        {
            Assert.Equal(403, (await visitor.GetAsync(path)).Status);
            Assert.Equal(403, (await visitor.PostAsync(path, [("key", key), .. fields])).Status);
        }
        Assert.Empty(center.RequestsOf(person));
        Assert.Empty(await center.MailsAsync());
        // The change writer refuses it too, for every caller.
        Assert.Equal(
            Refusal.Voided,
            (
                await center.SubmitAsync(
                    new AskAddressChange(
                        PersonKey.Of(center.Find(person).Subscriber.Id),
                        EmailAddress.TryParse("third@new.example")!,
                        center.Now
                    )
                )
            ).Refusal
        );
        // Leaving, objection and restriction are not delayed.
        await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "restrict");
        Assert.True(center.StateOf(person).Restricted);

        center.Clock.Advance(TimeSpan.FromDays(7));
        await center.MailsAsync();
        await visitor.OpenAsync(moved);
        Assert.Equal(200, (await visitor.GetAsync("/me/export")).Status);
        Assert.Equal(
            "application/zip",
            (await visitor.PressAsync(await visitor.GetAsync("/me/export"), action: "/me/export"))["Content-Type"]
        );
        Assert.Equal(200, (await visitor.GetAsync("/me/erase")).Status);
        Assert.Contains(
            (await visitor.GetAsync("/me")).Page.QuerySelectorAll(".line > li"),
            li => li.TextContent.Contains("Harbour news", StringComparison.Ordinal)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-20")]
    [Trait("Requirement", "SEC-22")]
    public async Task The_way_back_restores_address_and_choices_ends_sessions_and_asks_staff()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(Old, [WebCenter.News, WebCenter.Events]);
        var moved = await center.MoveAsync(person, New);
        var back = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "back");
        var intruder = new Visitor(center);
        await intruder.OpenAsync(moved);
        var mailed = await center.MailedPreferencesPathAsync(moved);
        await center.Browser.SaveAsync(mailed, form => form.Tick("offers"));
        await center.Browser.PostFormAsync(mailed, "language=de&action=save");
        Assert.Equal("de", center.Find(person).Subscriber.Language);
        // The subscriber leaves one topic by an old footer meanwhile.
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.Events),
            ("List-Unsubscribe", "One-Click")
        );
        center.Clock.Advance(TimeSpan.FromDays(6));

        var (rows, page) = (center.Rows(), await center.Browser.GetAsync(back));
        Assert.Equal((200, rows.Count), (page.Status, center.Rows().Count));
        foreach (var hidden in (string[])[New, "n•••", Old])
            Assert.DoesNotContain(hidden, page.Body, StringComparison.Ordinal);
        await center.MailsAsync();
        var answer = await new Visitor(center).PressAsync(page);
        Assert.Equal((303, back + "?done=1"), (answer.Status, answer.Location));
        Assert.Equal(200, (await center.Browser.FollowAsync(answer)).Status);
        Assert.Equal((Old, "en"), (center.Find(person).Subscriber.Address, center.Find(person).Subscriber.Language));
        // Topics added later are removed, topics left stay left, the rest is as before.
        Assert.Equal(
            ("allowed", "not-subscribed", "not-subscribed"),
            (center.Gate(person, "news"), center.Gate(person, "events"), center.Gate(person, "offers"))
        );
        Assert.Equal("suppressed", center.Gate(moved, "news"));
        Assert.Equal(403, (await intruder.GetAsync("/me")).Status);
        Assert.Equal(404, (await center.Browser.GetAsync(mailed)).Status);
        var request = Assert.Single(center.RequestsOf(person));
        Assert.Equal((PrivacyRequestKind.Rectification, PrivacyRequestState.Open), (request.Kind, request.State));
        Assert.Equal([Old], (await center.MailsAsync()).Select(m => m.To.Mailboxes.Single().Address).Distinct());
        Assert.Equal(
            (303, back),
            (await center.Browser.PostAsync(back)) is var again ? (again.Status, again.Location) : default
        );
        // The data are available at once, and the address can be changed again.
        await new Visitor(center).OpenAsync(person);
        Assert.Equal(0L, AddressesKept(center));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-22")]
    public async Task Two_people_become_one_by_the_stricter_choice_and_part_again()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(
            Old,
            [WebCenter.News, WebCenter.Events, WebCenter.Offers],
            frequency: Frequency.Every
        );
        var other = await center.SubscribeAsync(
            New,
            [WebCenter.News, WebCenter.Events, WebCenter.Secret],
            frequency: Frequency.Monthly
        );
        await center.ActAsync(other, new Leave(WebCenter.Events));
        var (before, theirs) = (center.StateOf(person), center.StateOf(other));
        var theirFooter = center.UnsubscribePath(other, WebCenter.News);
        var theirs2 = center.PreferencesPath(other);
        center.Clock.Advance(TimeSpan.FromSeconds(1));
        await center.MoveAsync(person, New);
        var back = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "back");
        var now = center.StateOf(person);
        Assert.Equal(
            (Frequency.Monthly, Frequency.Off, Frequency.Daily, Frequency.Off),
            (
                (Frequency)now[WebCenter.News].Value,
                (Frequency)now[WebCenter.Events].Value,
                (Frequency)now[WebCenter.Offers].Value,
                (Frequency)now[WebCenter.Secret].Value
            )
        );
        Assert.True(center.StateOf(other).MergedInto > 0);
        Assert.Equal("", center.Find(other).Subscriber.Address);
        Assert.Single(
            center.Get<Audience>().Pages(center.Get<CatalogueCache>().Current.ByKey["news"].Topic).SelectMany(p => p)
        );
        Assert.Empty(
            center.Get<Audience>().Pages(center.Get<CatalogueCache>().Current.ByKey["secret"].Topic).SelectMany(p => p)
        );
        // Links of the merged subscriber: a footer link unsubscribes the merged person, a preferences link only
        // unsubscribes.
        Assert.Equal(404, (await center.Browser.GetAsync(theirs2)).Status);
        Assert.Equal(200, (await center.Browser.PostAsync(theirFooter, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal("not-subscribed", center.Gate(other, "news"));

        // The history is not shown to the later owner of the address, even after it is counted.
        var visitor = new Visitor(center);
        Assert.DoesNotContain("Captains only", (await visitor.OpenAsync(other)).Text, StringComparison.Ordinal);
        await center.MailsAsync();
        Assert.Equal(303, (await new Visitor(center).PressAsync(await center.Browser.GetAsync(back))).Status);
        Assert.Equal((Old, New), (center.Find(person).Subscriber.Address, center.Find(other).Subscriber.Address));
        var (mine, parted) = (center.StateOf(person), center.StateOf(other));
        Assert.Equal(
            (0L, before[WebCenter.Events].Value, before[WebCenter.Offers].Value),
            (mine[WebCenter.News].Value, mine[WebCenter.Events].Value, mine[WebCenter.Offers].Value)
        );
        Assert.Equal(
            (0L, 0L, theirs[WebCenter.Secret].Value, 0L),
            (
                parted[WebCenter.News].Value,
                parted[WebCenter.Events].Value,
                parted[WebCenter.Secret].Value,
                parted.MergedInto
            )
        );
        Assert.Equal("allowed", center.Gate(other, "secret"));
        Assert.Empty(center.Rebuild());
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-22")]
    public async Task A_complaint_of_the_new_address_stays_and_an_erased_one_is_let_in_by_its_reader()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var (one, two) = (
            await center.SubscribeAsync(Old, [WebCenter.News]),
            await center.SubscribeAsync("bob@people.example", [WebCenter.News])
        );
        var complained = await center.SubscribeAsync(New, [WebCenter.News]);
        await center.ActAsync(complained, new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        var erased = await center.SubscribeAsync("gone@new.example", [WebCenter.News]);
        await center.EraseAsync(erased);
        await center.MoveAsync(one, New);
        Assert.Equal("suppressed", center.Gate(complained, "news"));
        await center.MoveAsync(two, erased.Address);
        Assert.Equal("allowed", center.Gate(erased, "news"));
        // Only the reader of the mailbox can add to it.
        Assert.True(center.StateOf(two).KeepsOthersFrom(WebCenter.Offers));
        Assert.Equal(Refusal.OptedOut, (await center.ImportAsync(erased.Address, [WebCenter.Offers])).Refusal);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-20")]
    [Trait("Requirement", "SEC-02")]
    public async Task A_link_of_another_kind_used_expired_or_in_anothers_session_does_nothing()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var (person, other) = (
            await center.SubscribeAsync(Old, [WebCenter.News]),
            await center.SubscribeAsync("bob@people.example", [WebCenter.News])
        );
        var tokens = (await center.LinksOfEveryKindAsync(person)).Select(l => l.Token).ToList();
        var path = await center.AskForAddressAsync(person, New);
        foreach (var token in tokens.Append(center.PreferencesPath(person)[3..]))
        foreach (var kind in (string[])["/address/", "/back/"])
        {
            Assert.Equal(404, (await center.Browser.GetAsync(kind + token)).Status);
            Assert.Equal(404, (await center.Browser.PostAsync(kind + token)).Status);
        }
        foreach (var kind in (string[])["/back", "/p", "/c", "/me", "/undo"])
            Assert.Equal(
                404,
                (await center.Browser.PostAsync(kind + path["/address".Length..], ("action", "open"))).Status
            );
        var visitor = new Visitor(center);
        await visitor.OpenAsync(other);
        Assert.Equal(403, (await visitor.PostAsync(path)).Status);
        Assert.Equal(Old, center.Find(person).Subscriber.Address);

        // A later request voids the earlier one.
        var later = await center.AskForAddressAsync(person, "ada@third.example");
        Assert.Equal(404, (await center.Browser.PostAsync(path)).Status);
        center.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(404, (await center.Browser.GetAsync(later)).Status);
        Assert.Equal(404, (await center.Browser.PostAsync(later)).Status);
        Assert.Equal(Old, center.Find(person).Subscriber.Address);

        var moved = await center.MoveAsync(person, New);
        var back = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "back");
        Assert.Equal(404, (await center.Browser.PostAsync("/address" + back["/back".Length..])).Status);
        center.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(404, (await center.Browser.GetAsync(back)).Status);
        Assert.Equal(404, (await center.Browser.PostAsync(back)).Status);
        Assert.Equal(moved.Address, center.Find(person).Subscriber.Address);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-13")]
    [Trait("Requirement", "SEC-11")]
    public async Task Few_mails_go_to_an_address_that_somebody_types_and_none_without_the_forms_key()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(Old, [WebCenter.News]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        Assert.Equal(400, (await visitor.PostAsync("/me/address", ("email", New))).Status);
        foreach (var (typed, status) in new[] { ("nobody", 400), ("ADA@people.example", 400) })
            Assert.Equal(
                status,
                (
                    await visitor.PressAsync(
                        await visitor.GetAsync("/me/address"),
                        action: "/me/address",
                        fill: form => form.Type("email", typed)
                    )
                ).Status
            );
        Assert.Empty(await center.MailsAsync());
        for (var i = 0; i < 5; i++)
            Assert.Equal(
                303,
                (
                    await visitor.PressAsync(
                        await visitor.GetAsync("/me/address"),
                        action: "/me/address",
                        fill: form => form.Type("email", New)
                    )
                ).Status
            );
        Assert.Equal(
            429,
            (
                await visitor.PressAsync(
                    await visitor.GetAsync("/me/address"),
                    action: "/me/address",
                    fill: form => form.Type("email", New)
                )
            ).Status
        );
        // Only the last request within a minute is processed.
        Assert.Single(await center.MailsAsync());
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    [Trait("Requirement", "RTS-07")]
    public async Task Whoever_is_erased_takes_what_waits_the_way_back_and_who_became_part_of_them()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var (person, other) = (
            await center.SubscribeAsync(Old, [WebCenter.News]),
            await center.SubscribeAsync(New, [WebCenter.News])
        );
        var third = await center.SubscribeAsync("bob@people.example", [WebCenter.News]);
        var mine = center.EventsOf(other);
        // Bob requests the present address of Ada.
        await center.AskForAddressAsync(third, Old);
        await center.MoveAsync(person, New);
        var back = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "back");
        Assert.True(await center.EraseAsync(person));
        Assert.Equal(404, (await center.Browser.GetAsync(back)).Status);
        using var raw = center.Raw();
        Assert.Equal(1L, raw.Scalar<long>("""SELECT COUNT(*) FROM "Subscribers" """));
        Assert.Equal(1L, raw.Scalar<long>("""SELECT COUNT(*) FROM "AddressChanges" WHERE "AddressKey" IS NOT NULL"""));
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(other.Id)));
        foreach (var e in mine)
            Assert.Equal(
                0L,
                raw.Scalar<long>(
                    """SELECT COUNT(*) FROM "Evidence" WHERE "Slot" = @p0 AND "Position" = @p1""",
                    e.Slot,
                    e.Position
                )
            );
        // Both addresses stay suppressed, and the footer links of both still work.
        Assert.Equal(("suppressed", "suppressed"), (center.Gate(person, "news"), center.Gate(other, "news")));
        Assert.Equal(
            200,
            (await center.Browser.PostAsync(center.UnsubscribePath(other), ("List-Unsubscribe", "One-Click"))).Status
        );
        Assert.Null(
            center
                .Get<PreferenceCenter.Ledger.Verification.LedgerVerifier>()
                .Verify([], null, CancellationToken.None)
                .Bad
        );
    }

    private static long AddressesKept(WebCenter center)
    {
        using var raw = center.Raw();
        return raw.Scalar<long>("""SELECT COUNT(*) FROM "AddressChanges" WHERE "Address" IS NOT NULL""");
    }
}
