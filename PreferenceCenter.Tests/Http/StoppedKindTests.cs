using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that "this was not me" stops emails of its own kind, that nobody is kept from their data by an answer to another
/// question or by strangers, and that a page claims no email that is not sent.
/// </summary>
public sealed class StoppedKindTests
{
    private const string Ada = "ada@people.example";

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-04")]
    public async Task A_no_to_a_question_stops_questions_and_the_links_to_ones_own_data_still_come()
    {
        await using var center = await SignUpCenter.StartAsync();
        var asked = await center.AskedAsync(Ada, "news");
        await center.Browser.PressOnAsync(await center.Browser.GetAsync(asked), "not-me");
        center.Clock.Advance(TimeSpan.FromMinutes(10));
        await center.SignUpAsync(Ada);
        Assert.Empty(await center.MailsAsync());
        await center.Browser.PostAsync("/privacy", ("email", Ada));
        Assert.Single(await center.MailsAsync());

        // The same of an import's question: who refuses it has most reason to ask what is held.
        var list = center.Write("list.csv", "email,topics,consent_source\nbea@people.example,news,fair\n");
        (await center.RunAsync("import", list, "--confirm")).Done();
        var question = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c");
        await center.Browser.PressOnAsync(await center.Browser.GetAsync(question), "not-me");
        foreach (var (path, link) in ((string, string)[])[("/privacy", "me"), ("/link", "p")])
        {
            await center.Browser.PostAsync(path, ("email", "bea@people.example"));
            Assert.NotNull(WebCenter.FindLink(Assert.Single(await center.MailsAsync()), link));
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-04")]
    [Trait("Requirement", "MSG-05")]
    public async Task Strangers_use_up_no_other_kind_and_who_holds_the_link_is_told_what_holds_the_email()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(Ada, [WebCenter.News]);
        for (var i = 0; i < 7; i++)
        {
            center.Clock.Advance(TimeSpan.FromMinutes(6));
            await center.SignUpAsync($"ada+{i}@people.example");
            await center.Browser.PostAsync("/link", ("email", Ada));
        }
        Assert.Equal(2 * AskedMails.PerDay.Count, (await center.MailsAsync()).Count);
        var visitor = new Visitor(center);
        var data = center.PreferencesPath(person) + "/data";
        var mail = await visitor.AskAsync(Ada);
        for (var i = 1; i < AskedMails.PerDay.Count; i++)
            Assert.Equal(303, (await visitor.PostAsync(data)).Status);
        Assert.Equal(AskedMails.PerDay.Count - 1, (await center.MailsAsync()).Count);

        var held = await visitor.PostAsync(data);
        Assert.Equal((429, "86400"), (held.Status, held["Retry-After"]));
        Assert.Contains("No email was sent", held.Text, StringComparison.Ordinal);
        Assert.Contains("five of these emails within a day", held.Text, StringComparison.Ordinal);
        var phone = new Visitor(center);
        var sends = await phone.PressAsync(await phone.GetAsync(WebCenter.LinkIn(mail, "me")), "send");
        Assert.Contains("No email was sent", sends.Text, StringComparison.Ordinal);
        // Whoever types an address learns nothing about it.
        Assert.Equal(303, (await visitor.PostAsync("/privacy", ("email", Ada))).Status);
        Assert.Empty(await center.MailsAsync());

        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(mail, "not-me")), "not-me");
        center.Clock.Advance(TimeSpan.FromDays(29));
        var declined = await visitor.PostAsync(data);
        Assert.Equal(429, declined.Status);
        Assert.Contains("had not been requested there. Until ", declined.Text, StringComparison.Ordinal);
        await center.Browser.PostAsync("/link", ("email", Ada));
        await center.SignUpAsync("ada+new@people.example");
        Assert.Equal(2, (await center.MailsAsync()).Count);
    }
}
