using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests which passwords of staff are refused because they would be guessed.</summary>
public sealed class GuessablePasswordTests
{
    [Theory]
    [InlineData("passwordpassword", false)]
    [InlineData("123456789012", false)]
    [InlineData("qwertyuiop12", false)]
    [InlineData("iloveyouiloveyou", false)]
    [InlineData("Passw0rd!Passw0rd!", false)]
    [InlineData("Summer2026Summer", false)]
    [InlineData("Northwind2026!", false)]
    [InlineData("ada.lovelace@people.example", false)]
    [InlineData("lovelacepeople1", false)]
    [InlineData("preferences.example.org", false)]
    [InlineData("a sentence nobody else says", true)]
    [InlineData("mein hund heißt nicht bello", true)]
    [InlineData("x7Kq9mPw2LzT", true)]
    [Trait("Requirement", "SEC-18")]
    public void What_many_choose_and_what_everybody_knows_of_us_is_guessed(string password, bool good) =>
        Assert.Equal(
            !good,
            GuessablePasswords.Include(password, "Northwind", "preferences.example.org", "Ada.Lovelace@people.example")
        );

    [Fact]
    public void A_very_long_one_takes_no_longer() => Assert.True(GuessablePasswords.Include(new string('x', 100_000)));

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    public async Task They_are_refused_with_a_reason_wherever_one_is_chosen()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        foreach (var weak in (string[])["passwordpassword", "Northwind2026!", "marketingmarketing"])
        {
            var refused = await browser.PostAsync(
                await browser.GetAsync("/staff/account"),
                "/staff/account/password",
                ("password", StaffCenter.Password),
                ("new", weak)
            );
            Assert.Equal(400, refused.Status);
            Assert.Contains("hard to guess", refused.Text, StringComparison.Ordinal);
        }
        var link = PreferenceCenter.Links.MailedToken.New();
        await center
            .Web.Get<StaffAccounts>()
            .InviteAsync(
                EmailAddress.TryParse("lovelace@people.example")!,
                StaffRole.Auditor,
                "en",
                StaffBy.System,
                PreferenceCenter.Links.MailedToken.HashOf(link)
            );
        var path = "/staff/link/" + link;
        var invited = center.NewBrowser();
        var form = await invited.GetAsync(path);
        Assert.Equal(400, (await invited.PostAsync(form, path, ("password", "lovelacelovelace"))).Status);
        Assert.Equal(303, (await invited.PostAsync(form, path, ("password", "a sentence of my own"))).Status);
    }
}
