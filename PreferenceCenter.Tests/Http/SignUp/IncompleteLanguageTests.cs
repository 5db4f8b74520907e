using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>Tests that a language added to the site hides itself where it is incomplete, and no form.</summary>
public sealed class IncompleteLanguageTests
{
    [Fact]
    public async Task A_language_that_lacks_words_hides_itself_and_the_form_stays()
    {
        var home = Directory.CreateTempSubdirectory("preference-center-").FullName;
        try
        {
            await WebCenter.PrepareInAsync(home);
            await using (var before = await WebCenter.StartAsync(["Site:Languages=en"], directory: home))
                await before.ApplyFormsAsync(SignUpCenter.Forms);

            // Neither topics nor notices nor forms have a word of German, which is the site's first language now.
            await using var center = await WebCenter.StartAsync(["Site:Languages=de,en"], directory: home);
            var page = await center.Browser.GetAsync(SignUpCenter.Path + "?language=de");
            Assert.Equal((200, "en"), (page.Status, page.Page.DocumentElement.GetAttribute("lang")));
            Assert.Empty(page.Page.QuerySelectorAll("[popover] a[lang=de]"));
            Assert.Equal(200, (await center.Browser.GetAsync(SignUpCenter.Path + "/markup?language=de")).Status);
            Assert.Equal(200, (await center.SignUpAsync()).Status);
            Assert.Equal("en", Assert.Single(await center.MailsAsync()).Body!.Headers["Content-Language"]);
            // Other pages have both.
            Assert.Single((await center.Browser.GetAsync("/help")).Page.QuerySelectorAll("[popover] a[lang=de]"));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
