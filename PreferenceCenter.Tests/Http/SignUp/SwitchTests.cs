using AngleSharp.Html.Dom;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>
/// Tests the language of a sign-up form that was filled in, and the page behind a sign-up: what was typed stays, stands
/// in no address, and a page loaded again sends nothing.
/// </summary>
public sealed class SwitchTests
{
    private const string German = "form button[formaction*=de]";

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Another_language_keeps_what_was_filled_in_and_keeps_none_of_it_here()
    {
        await using var center = await StartAsync();
        var before = center.Rows();
        var page = await center.Browser.GetAsync(SignUpCenter.Path);
        Assert.Empty(page.Page.QuerySelectorAll("header a[lang]"));
        var german = await center.Browser.PressAsync(page, fill: Fill, selector: German);
        Assert.Equal((200, "de"), (german.Status, german.Page.DocumentElement.GetAttribute("lang")));
        Assert.Equal(before, center.Rows());
        // Nothing is a fault yet.
        Assert.Empty(german.Page.QuerySelectorAll(".bad, [role=alert], [aria-invalid]"));
        Assert.Equal(SignUpCenter.Path + "?language=de", german.Form().GetAttribute("action"));
        AssertFilled(german.Form());

        // And so on from there, until it is sent.
        var sent = await center.Browser.PressAsync(german);
        Assert.Equal((303, SignUpCenter.Path + "?language=de&sent=1"), (sent.Status, sent.Location));
        var thanks = await center.Browser.FollowAsync(sent);
        Assert.Equal("de", thanks.Page.DocumentElement.GetAttribute("lang"));
        Assert.DoesNotContain("ada", thanks.Body, StringComparison.OrdinalIgnoreCase);
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Equal(SignUpCenter.Address, mail.To.Mailboxes.Single().Address);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_form_that_is_empty_or_whose_words_were_not_ours_takes_no_tick_along()
    {
        await using var center = await StartAsync();
        var page = await center.Browser.GetAsync(SignUpCenter.Path);
        var empty = await center.Browser.PressAsync(page, selector: German);
        Assert.Equal((303, SignUpCenter.Path + "?language=de"), (empty.Status, empty.Location));

        var foreign = await center.Browser.PressAsync(
            page,
            fill: form =>
            {
                Fill(form);
                ((IHtmlInputElement)form.QuerySelector("[name=sheet]")!).Value = new string('A', 43);
            },
            selector: German
        );
        Assert.Equal(200, foreign.Status);
        Assert.False(foreign.Form().IsTicked("news"));
        Assert.Equal(SignUpCenter.Address, Input(foreign.Form(), "email").Value);
    }

    [Fact]
    public async Task The_first_button_of_the_form_sends_it()
    {
        await using var center = await StartAsync();
        var page = await center.Browser.GetAsync(SignUpCenter.Path);
        Assert.Null(page.Form().QuerySelector("button")!.GetAttribute("formaction"));
    }

    [Fact]
    public async Task The_page_behind_a_sign_up_is_one_for_all_and_is_loaded_again_without_sending()
    {
        await using var center = await StartAsync();
        var answer = await center.Browser.PressAsync(await center.Browser.GetAsync(SignUpCenter.Path), fill: Fill);
        Assert.Equal((303, SignUpCenter.Path + "?sent=1"), (answer.Status, answer.Location));
        await center.MailsAsync();
        var before = center.Rows();
        var (once, again) = (await center.Browser.FollowAsync(answer), await center.Browser.FollowAsync(answer));
        Assert.Equal((200, once.Body), (again.Status, again.Body));
        Assert.Equal("status", again.Page.QuerySelector("main section")!.GetAttribute("role"));
        Assert.Equal(before, center.Rows());
    }

    private static async Task<WebCenter> StartAsync()
    {
        var center = await WebCenter.StartAsync(["Site:Languages=en,de"], WebCenter.WithoutCircuits);
        await center.ApplyTopicsAsync(
            """{ "topics": [{ "key": "news", "texts": { "de": { "name": "Neues", "description": "Was es gibt." } } }] }"""
        );
        const string Words =
            """{ "purposes": "a", "recipients": "b", "transfers": "c", "retention": "d", "rights": "e", "withdrawal": "f", "complaint": "g" }""";
        await center.ApplyNoticesAsync(
            $$"""
            { "site": { "controllers": [{ "name": "Harbour Ltd", "address": "1 Quay", "contact": "privacy@harbour.example" }], "texts": { "en": {{Words}}, "de": {{Words}} } },
              "topics": [{ "topic": "news", "texts": { "en": { "statement": "Yes, email me news." }, "de": { "statement": "Ja, senden Sie mir Neues." } } }] }
            """
        );
        await center.ApplyFormsAsync(
            """{ "forms": [{ "key": "harbour", "state": "published", "topics": ["news"], "name": true, "frequency": true, "texts": { "en": { "title": "From the harbour", "lead": "" }, "de": { "title": "Vom Hafen", "lead": "" } } }] }"""
        );
        return center;
    }

    private static void Fill(IHtmlFormElement form)
    {
        form.Type("email", SignUpCenter.Address);
        form.Type("name", "Ada");
        form.Tick("news");
        form.Choose("frequency.news", "monthly");
    }

    private static void AssertFilled(IHtmlFormElement form)
    {
        Assert.Equal((SignUpCenter.Address, "Ada"), (Input(form, "email").Value, Input(form, "name").Value));
        Assert.True(form.IsTicked("news"));
        Assert.Equal("monthly", form.Chosen("frequency.news"));
    }

    private static IHtmlInputElement Input(IHtmlFormElement form, string name) =>
        (IHtmlInputElement)form.QuerySelector($"input[name={name}]")!;
}
