using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the language of the preferences page while it holds choices that are not saved.</summary>
public sealed class DraftPageTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const string German = "form button[formaction*=de]";

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_language_keeps_what_was_chosen_and_saves_nothing(bool mailed)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.GetAsync(await PathAsync(center, person, mailed));
        var before = center.Rows();
        var german = await center.Browser.PressAsync(
            page,
            fill: form =>
            {
                form.Untick("news");
                form.Tick("events");
                form.Choose("pause", "60");
                form.Select("language", "fr");
            },
            selector: German
        );
        Assert.Equal((200, "de"), (german.Status, german.Page.DocumentElement.GetAttribute("lang")));
        Assert.Contains("Gespeichert ist noch nichts", german.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
        var form = german.Form("form.draft");
        Assert.False(Switch(form, "news").IsChecked);
        Assert.True(Switch(form, "events").IsChecked);
        Assert.Equal("60", form.Chosen("pause"));
        Assert.Equal("fr", form.QuerySelector<IHtmlSelectElement>("[name=language]")!.Value);

        // And so on from there, until they are saved.
        var french = await center.Browser.PressAsync(german, selector: "form button[formaction*=fr]");
        Assert.Equal("fr", french.Page.DocumentElement.GetAttribute("lang"));
        await center.Browser.PressAsync(french, "save");
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
        Assert.True(center.StateOf(person).PausedUntil(center.Now) > center.Now);
        Assert.Equal(mailed, center.StateOf(person)[WebCenter.Events].On);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_change_it_is_the_page_itself(bool mailed)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await PathAsync(center, person, mailed);
        var answer = await center.Browser.PressAsync(await center.Browser.GetAsync(path), selector: German);
        Assert.Equal(path + "?language=de", answer.Location);
        Assert.Empty((await center.Browser.FollowAsync(answer)).Page.QuerySelectorAll("form.draft, [role=status]"));
    }

    [Fact]
    public async Task What_another_tab_changed_meanwhile_is_not_taken_back()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var page = await center.Browser.GetAsync(center.PreferencesPath(person));
        await center.ActAsync(person, new PreferenceCenter.Domain.Leave(WebCenter.News));
        var german = await center.Browser.PressAsync(page, fill: f => f.Untick("events"), selector: German);
        var form = german.Form("form.draft");
        Assert.False(Switch(form, "news").IsChecked);
        Assert.False(Switch(form, "events").IsChecked);
        Assert.Contains("news:off events:on", form.QuerySelector("[name=shown]")!.GetAttribute("value")!);
    }

    [Fact]
    public async Task The_first_button_of_the_form_saves()
    {
        var center = await shared.NextAsync();
        var page = await center.Browser.GetAsync(center.PreferencesPath(await center.SubscribeAsync(WebCenter.News)));
        var form = page.Page.QuerySelector("[name=shown]")!.Closest("form")!;
        Assert.Equal("save", form.QuerySelectorAll("button")[0].GetAttribute("value"));
    }

    private static async Task<string> PathAsync(WebCenter center, Person person, bool mailed) =>
        mailed ? await center.MailedPreferencesPathAsync(person) : center.PreferencesPath(person);

    private static IHtmlInputElement Switch(IHtmlFormElement form, string topic) =>
        form.QuerySelector<IHtmlInputElement>($"[name=topics][value={topic}]")!;
}
