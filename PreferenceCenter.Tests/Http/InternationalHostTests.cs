using System.Text;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests a public address with an international host: on the wire it is A-labels everywhere.</summary>
public sealed class InternationalHostTests
{
    private const string Written = "https://pr\u00e4ferenzen.example",
        OnTheWire = "https://xn--prferenzen-r5a.example";

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-14")]
    public async Task Mails_and_origins_have_a_labels()
    {
        await using var center = await WebCenter.StartAsync([$"Site:PublicUrl={Written}"], WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var saved = await center.Browser.SendAsync(
            HttpMethod.Post,
            center.PreferencesPath(person),
            Browser.Encode(("action", "leave-all")),
            ("Origin", OnTheWire)
        );
        Assert.Equal(303, saved.Status);
        await center.Browser.PostAsync("/link", ("email", person.Address));
        var mails = await center.MailsOfChangesAsync();
        Assert.NotEmpty(mails);
        foreach (var mail in mails)
        {
            using var raw = new MemoryStream();
            await mail.Headers.WriteToAsync(raw, TestContext.Current.CancellationToken);
            Assert.True(Ascii.IsValid(raw.ToArray()), Encoding.UTF8.GetString(raw.ToArray()));
            Assert.Equal($"<{OnTheWire}/help>", mail.Headers["List-Help"] ?? $"<{OnTheWire}/help>");
            Assert.Contains(OnTheWire + "/", mail.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("pr\u00e4ferenzen.example", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
        }
        Assert.Contains(mails, mail => mail.Headers.Contains("List-Help"));
    }
}
